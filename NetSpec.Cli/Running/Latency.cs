using NetSpec.Cli.Benchmarks;
using NetSpec.Compiler;
using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Cli.Running;

/// <summary>The time of one sample on this machine, for budgets.</summary>
internal static class Latency
{
    private const int Rounds = 31;

    private static readonly Lazy<double> Peak = new(() => FmaPeak.Gigaflops(VectorPath.Auto, CancellationToken.None));

    /// <summary>Measures and estimates on one thread.</summary>
    public static LatencyMeter Meter { get; } = new(Measured, spec => SpecCompiler.EstimateMicroseconds(spec, Peak.Value));

    // The shortest of rounds: other work on the machine only adds, and a search compares one network with another.
    private static double Measured(NetworkSpec spec)
    {
        using var compiled = SpecCompiler.Compile<float>(spec);
        var network = compiled.Network;
        var (input, output) = (new float[network.Info.InputSize], new float[network.Info.OutputSize]);
        return Timing.Of(calls =>
        {
            for (var i = 0; i < calls; i++) network.Forward(input, output);
        }, CancellationToken.None, Rounds).Min / 1000;
    }
}
