using NetSpec.Benchmarks.Peers;

namespace NetSpec.Benchmarks.Own;

/// <summary>Two works in turn.</summary>
internal static class Pair
{
    /// <summary>The second's time by the first's, round by round.</summary>
    public static Quantiles Ratio(TimedWork first, TimedWork second, bool quick)
    {
        Subject[] subjects = [new("first", first, Clock.Thread), new("second", second, Clock.Thread)];
        Rounds.Run(subjects, quick);
        return Quantiles.Of(subjects[1].Times.Zip(subjects[0].Times, (b, a) => b / a));
    }
}
