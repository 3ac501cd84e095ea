using System.Text.RegularExpressions;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace NetSpec.Tests.Ilgpu;

/// <summary>PTX of every kernel: no unresolved function, and no local memory, where arrays would lie that should be in registers.</summary>
internal static class PtxChecks
{
    public static int Run() => KernelChecks.Run(
        "ptx",
        context => new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!),
        kernel => ((PTXCompiledKernel)kernel).PTXAssembly,
        (text, _) => text.Contains(".extern .func", StringComparison.Ordinal) ? "calls what is not there"
            : Regex.IsMatch(text, @"^\s*\.local ", RegexOptions.Multiline) ? "uses local memory"
            : null);
}
