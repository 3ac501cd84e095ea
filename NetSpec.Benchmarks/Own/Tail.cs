using System.Diagnostics;
using NetSpec.Benchmarks.Peers;

namespace NetSpec.Benchmarks.Own;

/// <summary>The slowest of many single calls: every call is timed on its own.</summary>
internal static class Tail
{
    private const double Goal = 3;
    private const int Buckets = 100_000;

    public static OwnResult Measure(bool quick)
    {
        var calls = quick ? 1_000_000 : 10_000_000;
        using var network = new NetworkWork(Networks.Spec("NetA", "mse", 30, 16, 12, 10, 1), Work.Chained());
        network.Timed.Seconds(200_000, Clock.Wall);
        // A histogram of the clock's ticks; the last bucket takes what is longer.
        var histogram = new int[Buckets];
        var (net, input) = (network.Assignment.Network, network.Assignment.Input);
        var output = new float[1];
        var last = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            net.Forward(input.Span, output);
            input.Span[0] += 1e-20f * output[0];
            var now = Stopwatch.GetTimestamp();
            histogram[Math.Min(now - last, Buckets - 1)]++;
            last = now;
        }
        var ratio = At(histogram, calls, 0.999) / At(histogram, calls, 0.5);
        return new($"A chained, {calls:N0} calls: p99.9 by the median (the clock's own time in both)", new(ratio, ratio, ratio, ratio), Goal, IsAtLeast: false);
    }

    private static double At(int[] histogram, int calls, double share)
    {
        long seen = 0;
        for (var ticks = 0; ticks < Buckets; ticks++)
        {
            seen += histogram[ticks];
            if (seen >= share * calls) return ticks;
        }
        return Buckets;
    }
}
