namespace NetSpec.Benchmarks.Peers;

/// <summary>Times subjects in turn, so that whatever else the machine does falls on all of them.</summary>
internal static class Rounds
{
    /// <summary>Runs the rounds.</summary>
    /// <param name="subjects">All that are compared.</param>
    /// <param name="quick">Fewer and shorter ones, for a look.</param>
    public static void Run(IReadOnlyList<Subject> subjects, bool quick)
    {
        var (roundSeconds, warmUp, most, budget) = quick ? (0.002, 0.1, 15, 2.0) : (0.004, 0.3, 51, 12.0);
        var once = subjects.Sum(s => s.Calibrate(roundSeconds, warmUp) * 1.1);
        // Odd, so that a median is one of the ratios.
        var rounds = ((int)Math.Clamp(budget / once, 7, most)) | 1;
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < subjects.Count; i++) subjects[(i + round) % subjects.Count].Round();
        }
    }
}
