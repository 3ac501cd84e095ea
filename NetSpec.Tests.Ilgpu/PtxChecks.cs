using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Compiles every kernel to PTX without a GPU: no unresolved function, no local memory in kernels without loops over arrays, and quickly.</summary>
internal static class PtxChecks
{
    public static int Run()
    {
        var (failures, count, slowest, slowestName) = (0, 0, 0.0, "");
        var folder = Path.Combine(AppContext.BaseDirectory, "ptx");
        Directory.CreateDirectory(folder);
        foreach (var network in Case.Networks().OrderBy(n => n.Name, StringComparer.Ordinal))
        {
            using var context = Context.Create(b => b.EnableAlgorithms().Optimize(OptimizationLevel.O2));
            using var backend = new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!);
            foreach (var kernel in network.GetNestedType("Kernels", BindingFlags.NonPublic)!.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                count++;
                try
                {
                    var clock = Stopwatch.StartNew();
                    var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default);
                    var seconds = clock.Elapsed.TotalSeconds;
                    if (seconds > slowest) (slowest, slowestName) = (seconds, $"{network.Name}.{kernel.Name}");
                    var ptx = compiled.PTXAssembly;
                    File.WriteAllText(Path.Combine(folder, $"{network.Name}.{kernel.Name}.ptx"), ptx);
                    var wrong = ptx.Contains(".extern .func", StringComparison.Ordinal) ? "calls what is not there"
                        : Regex.IsMatch(ptx, @"^\s*\.local ", RegexOptions.Multiline) ? "uses local memory"
                        : null;
                    if (wrong is null) continue;
                    failures++;
                    Console.WriteLine($"FAILED {network.Name}.{kernel.Name} {wrong}");
                }
                catch (Exception e)
                {
                    failures++;
                    Console.WriteLine($"FAILED {network.Name}.{kernel.Name}: {e.GetBaseException().Message}");
                }
            }
        }
        Console.WriteLine($"{count} kernels compiled to PTX in {folder}, {failures} failed; the slowest took {slowest:0.00} s: {slowestName}");
        return failures;
    }
}
