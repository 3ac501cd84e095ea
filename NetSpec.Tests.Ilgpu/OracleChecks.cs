using System.Diagnostics;
using ILGPU;
using ILGPU.Runtime;
using NetSpec.Runtime;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Runs reference cases on a device: forward 1e-4, gradient 1e-3, covariance 1e-4, and the same bits twice.</summary>
internal static class OracleChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="open">Opens the device.</param>
    /// <param name="names">Cases; empty: all.</param>
    /// <returns>Cases that failed.</returns>
    public static int Run(Func<(Context, Accelerator)> open, IReadOnlyCollection<string> names)
    {
        var cases = Case.All().ToList();
        var failures = 0;
        foreach (var name in names.Where(n => cases.All(c => c.Name != n)))
        {
            failures++;
            Console.WriteLine($"FAILED there is no case '{name}'; there are {string.Join(", ", cases.Select(c => c.Name))}");
        }
        foreach (var c in cases.Where(c => names.Count == 0 || names.Contains(c.Name)))
        {
            var clock = Stopwatch.StartNew();
            try
            {
                var (context, accelerator) = open();
                using (context)
                using (accelerator)
                {
                    // Narrow networks have kernels of one thread a sample beside: both forms, whatever the device takes of itself.
                    var forms = c.Network.GetProperty("UsesFusedKernels");
                    var worst = new List<(string What, double Distance, double Limit)>();
                    foreach (var fused in c.HasFusedKernels ? new[] { true, false } : [false])
                    {
                        using var network = c.Create(accelerator);
                        forms!.SetValue(network, fused);
                        worst.AddRange(Check(c, network));
                    }
                    var bad = worst.Where(w => !(w.Distance <= w.Limit)).ToList();
                    failures += bad.Count == 0 ? 0 : 1;
                    var text = string.Join(", ", worst.GroupBy(w => w.What.Split(' ')[0]).Select(g => $"{g.Key} {g.Max(w => w.Distance):0.0e+00}"));
                    Console.WriteLine($"{(bad.Count == 0 ? "ok    " : "FAILED")} {c.Name} on {accelerator.Name}: {text} ({clock.Elapsed.TotalSeconds:0.0} s)");
                    foreach (var w in bad) Console.WriteLine($"       {w.What}: {w.Distance:0.0e+00} is over {w.Limit:0.0e+00}");
                }
            }
            catch (Exception e)
            {
                failures++;
                Console.WriteLine($"FAILED {c.Name}: {e}");
            }
        }
        Console.WriteLine($"{failures} cases failed");
        return failures;
    }

    private static List<(string What, double Distance, double Limit)> Check(Case c, DeviceNetwork network)
    {
        var results = new List<(string, double, double)>();
        var (input, target) = (c.Floats("input"), c.Floats("target"));
        var output = new float[c.Doubles("output").Length];
        network.Forward(input, output);
        results.Add(("forward", c.Distance(output, "output"), 1e-4));

        var first = new GradientSet<float>(network.Parameters);
        var second = new GradientSet<float>(network.Parameters);
        var inputGradient = new float[input.Length];
        var loss = network.Gradient(input, target, first, new() { InputGradient = inputGradient });
        network.Gradient(input, target, second, new() { InputGradient = inputGradient });
        results.Add(("loss", c.Distance([loss], "loss"), 1e-4));
        results.Add(("repeat", first.Memory.Span.SequenceEqual(second.Memory.Span) ? 0 : 1, 0));
        // Without the input's gradient a narrow network takes another kernel.
        var third = new GradientSet<float>(network.Parameters);
        results.Add(("loss alone", c.Distance([network.Gradient(input, target, second)], "loss"), 1e-4));
        network.Gradient(input, target, third);
        results.Add(("repeat alone", third.Memory.Span.SequenceEqual(second.Memory.Span) ? 0 : 1, 0));
        foreach (var name in c.Names("grad.").Where(n => n != "input"))
            results.Add(($"gradient alone {name}", c.Distance(second.Read(name), "grad." + name), 1e-3));
        foreach (var name in c.Names("grad."))
            results.Add(($"gradient {name}", c.Distance(name == "input" ? inputGradient : first.Read(name), "grad." + name), 1e-3));

        var moments = new CovarianceSet(network.Info);
        network.AccumulateCovariance(input, moments);
        foreach (var name in c.Names("cov."))
            results.Add(($"covariance {name}", c.Distance([.. moments[name].Covariance(centered: false).Cast<double>()], "cov." + name), 1e-4));
        if (c.Names("train.").Any()) Training(c, network, input, target, results);
        return results;
    }

    private static void Training(Case c, DeviceNetwork network, float[] input, float[] target, List<(string, double, double)> results)
    {
        var gradient = new GradientSet<float>(network.Parameters);
        var output = new float[c.Doubles("train.output").Length];
        var loss = network.Gradient(input, target, gradient, new() { Training = true, Outputs = output });
        results.Add(("training loss", c.Distance([loss], "train.loss"), 1e-4));
        results.Add(("training output", c.Distance(output, "train.output"), 1e-4));
        foreach (var name in c.Names("train.grad.").Where(n => n != "input"))
            results.Add(($"training gradient {name}", c.Distance(gradient.Read(name), "train.grad." + name), 1e-3));
        foreach (var name in c.Names("train.state."))
            results.Add(($"training state {name}", c.Distance(network.Parameters.Read(name), "train.state." + name), 1e-4));
    }
}
