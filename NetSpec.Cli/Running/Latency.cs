using NetSpec.Cli.Benchmarks;
using NetSpec.Compiler;
using NetSpec.Spec;

namespace NetSpec.Cli.Running;

/// <summary>Measured time of one sample, for budgets.</summary>
internal static class Latency
{
    private const int Rounds = 15;

    /// <summary>Microseconds of one sample of a spec on this machine: the median over rounds.</summary>
    public static double Microseconds(NetworkSpec spec)
    {
        using var compiled = SpecCompiler.Compile<float>(spec);
        var network = compiled.Network;
        var (input, output) = (new float[network.Info.InputSize], new float[network.Info.OutputSize]);
        return Timing.Of(calls =>
        {
            for (var i = 0; i < calls; i++) network.Forward(input, output);
        }, CancellationToken.None, Rounds).Median / 1000;
    }
}
