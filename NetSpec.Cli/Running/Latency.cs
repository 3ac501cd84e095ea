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

    // Measured once, in a second, for whoever asks: one of them being stopped must not leave the others without it.
    private static readonly Lazy<double> Peak = new(() => FmaPeak.Gigaflops(VectorPath.Auto, CancellationToken.None));

    /// <summary>Measures and estimates on one thread.</summary>
    public static LatencyMeter Meter { get; } = new(Measured, spec => SpecCompiler.EstimateMicroseconds(spec, Peak.Value));

    // The shortest of rounds: other work on the machine only adds, and a search compares one network with another. Weights and inputs are
    // drawn: zeros in either would be another kind of work than the network will meet.
    private static double Measured(NetworkSpec spec, CancellationToken cancellation)
    {
        using var compiled = SpecCompiler.Compile<float>(spec);
        var network = (INetwork)compiled.Network;
        Initializer.Apply(network.Parameters, null, 1);
        return Timing.Of(Workload.Single(network).Run, cancellation, Rounds).Min / 1000;
    }
}
