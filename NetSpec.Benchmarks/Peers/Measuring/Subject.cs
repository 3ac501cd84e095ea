using System.Diagnostics;

namespace NetSpec.Benchmarks.Peers;

/// <summary>One that takes part in rounds, and its times.</summary>
/// <param name="Name">A peer's, or NetSpec's.</param>
/// <param name="Work">What it does.</param>
/// <param name="Clock">Measures it.</param>
internal sealed record Subject(string Name, TimedWork Work, Clock Clock)
{
    private readonly List<double> _times = [];

    /// <summary>Nanoseconds of one call, round by round.</summary>
    public IReadOnlyList<double> Times => _times;

    /// <summary>Calls of one round.</summary>
    public int Calls { get; private set; } = 1;

    /// <summary>Warms up and finds how many calls fill a round.</summary>
    /// <returns>Seconds that a round takes.</returns>
    public double Calibrate(double roundSeconds, double warmUpSeconds)
    {
        var warmUp = Stopwatch.StartNew();
        while (true)
        {
            var seconds = Work.Seconds(Calls, Clock);
            if (seconds >= roundSeconds && warmUp.Elapsed.TotalSeconds >= warmUpSeconds)
            {
                Calls = (int)Math.Max(1, Math.Round(Calls * roundSeconds / seconds));
                return Math.Max(seconds, roundSeconds);
            }
            if (seconds < roundSeconds) Calls = (int)Math.Min(Calls * Math.Clamp(1.2 * roundSeconds / Math.Max(seconds, 1e-9), 1.1, 10) + 1, 1 << 28);
        }
    }

    /// <summary>One round; a part of it goes before the clock, to have caches and clocks back from whoever came before.</summary>
    public void Round()
    {
        Work.Seconds(Math.Max(1, Calls / 10), Clock);
        _times.Add(Work.Seconds(Calls, Clock) * 1e9 / Calls);
    }
}
