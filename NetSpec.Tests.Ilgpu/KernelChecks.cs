using System.Diagnostics;
using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Compiles every kernel of every network to a GPU's code, without a GPU, and looks for what must not be in it.</summary>
internal static class KernelChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="language">For messages, and the folder that the code goes to.</param>
    /// <param name="open">Makes the compiler.</param>
    /// <param name="textOf">The code of a compiled kernel.</param>
    /// <param name="wrongWith">What is wrong with a kernel whose code is in a file, or null.</param>
    /// <returns>Kernels that failed.</returns>
    public static int Run(string language, Func<Context, Backend> open, Func<CompiledKernel, string> textOf, Func<string, string, string?> wrongWith)
    {
        var times = new List<(double Seconds, string Kernel)>();
        var failures = 0;
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, language)).FullName;
        foreach (var network in Case.Networks().OrderBy(n => n.Name, StringComparer.Ordinal))
        {
            using var context = Context.Create(b => b.EnableAlgorithms().Optimize(OptimizationLevel.O2));
            using var backend = open(context);
            foreach (var kernel in network.GetNestedType("Kernels", BindingFlags.NonPublic)!.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                var name = $"{network.Name}.{kernel.Name}";
                string? wrong;
                try
                {
                    var clock = Stopwatch.StartNew();
                    var text = textOf(backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default));
                    times.Add((clock.Elapsed.TotalSeconds, name));
                    var file = Path.Combine(folder, $"{name}.{language}");
                    File.WriteAllText(file, text);
                    wrong = wrongWith(text, file);
                }
                catch (Exception e)
                {
                    wrong = e.GetBaseException().Message;
                }
                if (wrong is null) continue;
                failures++;
                Console.WriteLine($"FAILED {name}: {wrong}");
            }
        }
        times.Sort();
        Console.WriteLine($"{times.Count} kernels compiled into {folder}, {failures} failed; seconds a kernel: median {times[times.Count / 2].Seconds:0.000}, slowest "
            + string.Join(", ", times.TakeLast(5).Reverse().Select(t => $"{t.Seconds:0.00} {t.Kernel}")));
        return failures;
    }
}
