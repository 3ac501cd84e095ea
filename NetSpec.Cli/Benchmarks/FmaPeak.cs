using System.Diagnostics;
using NetSpec.Runtime;

namespace NetSpec.Cli.Benchmarks;

/// <summary>The most multiply-adds that one core does, as 2 flops each.</summary>
internal static class FmaPeak
{
    private const int Trials = 40;

    /// <summary>10^9 floating-point operations a second on one core, the best of several trials.</summary>
    public static double Gigaflops(VectorPath path, CancellationToken cancellation)
    {
        var loop = FmaLoop.On(path);
        var (best, sink) = (double.PositiveInfinity, 0f);
        for (var trial = 0; trial < Trials; trial++)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            sink += loop();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        // Without a use of the sums the loop could be left out.
        GC.KeepAlive(sink);
        return FmaLoop.Flops(path) / best / 1e9;
    }
}
