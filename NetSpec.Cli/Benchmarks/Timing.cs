using System.Diagnostics;

namespace NetSpec.Cli.Benchmarks;

/// <summary>Nanoseconds of one call.</summary>
internal readonly record struct Timing(double Median, double Min, double P90)
{
    private const int Rounds = 51;
    private const double RoundSeconds = 0.002;
    private const double WarmUpSeconds = 0.3;

    /// <summary>Times work: warmed up until the code is compiled for good, then in rounds of enough calls for the clock.</summary>
    /// <param name="work">Does so many calls.</param>
    /// <param name="cancellation">Stops between rounds.</param>
    /// <param name="rounds">Rounds of about 2 ms.</param>
    public static Timing Of(Action<int> work, CancellationToken cancellation, int rounds = Rounds)
    {
        var calls = Calls(work, cancellation);
        var times = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            times[round] = Seconds(work, calls) * 1e9 / calls;
        }
        Array.Sort(times);
        return new(times[rounds / 2], times[0], times[(int)(rounds * 0.9)]);
    }

    private static int Calls(Action<int> work, CancellationToken cancellation)
    {
        var (calls, warmUp) = (1, Stopwatch.StartNew());
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var seconds = Seconds(work, calls);
            if (seconds >= RoundSeconds && warmUp.Elapsed.TotalSeconds > WarmUpSeconds) return calls;
            if (seconds < RoundSeconds) calls = (int)Math.Min(calls * Math.Clamp(1.2 * RoundSeconds / Math.Max(seconds, 1e-9), 1.1, 10) + 1, 1 << 28);
        }
    }

    private static double Seconds(Action<int> work, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        work(calls);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
