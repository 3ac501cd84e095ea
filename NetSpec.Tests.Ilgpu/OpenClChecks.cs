using System.Diagnostics;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace NetSpec.Tests.Ilgpu;

/// <summary>OpenCL C of every kernel, for the least that ILGPU runs on, OpenCL C 2.0 with float64 and nothing else; compiled on by clang where one is named.</summary>
internal static class OpenClChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="clang">A clang that knows OpenCL C; null: the code is generated only.</param>
    public static int Run(string? clang)
    {
        var capabilities = new CLCapabilityContext(float16: false, float64: true, genericAddressSpace: true, int64_Atomics: false, subGroups: false);
        return KernelChecks.Run(
            "cl",
            context => new CLBackend(context, capabilities, CLDeviceVendor.Other, CLCVersion.CL20),
            kernel => ((CLCompiledKernel)kernel).Source,
            (text, file) => !text.Contains("kernel void", StringComparison.Ordinal) ? "holds no kernel"
                : text.Contains("sub_group", StringComparison.Ordinal) ? "needs groups within a group, which many devices lack"
                : clang is null ? null : Compile(clang, file));
    }

    // OpenCL C 1.2 has no generic address space, so that what compiles as that needs none; its barrier has another name.
    private static string? Compile(string clang, string file)
    {
        foreach (var version in new[] { "CL1.2", "CL2.0" })
        {
            using var process = Process.Start(new ProcessStartInfo(clang, ["-x", "cl", $"-cl-std={version}", "-Dwork_group_barrier=barrier", "-target", "spir64-unknown-unknown", "-Xclang", "-finclude-default-header", "-w", "-emit-llvm", "-c", "-o", "/dev/null", file])
            {
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) return $"is no {version}: {errors}";
        }
        return null;
    }
}
