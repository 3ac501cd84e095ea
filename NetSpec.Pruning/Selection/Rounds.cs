namespace NetSpec.Pruning;

/// <summary>
/// Units that are split into runs of one length and are chosen in rounds, one of each run a round, so that every whole number of rounds
/// keeps equally many of each. One run: every unit is a round of its own.
/// </summary>
internal sealed class Rounds(int units, int runs)
{
    private readonly int _length = units / runs;
    private readonly bool[] _isChosen = new bool[units];
    private readonly int[] _chosen = new int[runs];
    private int _count;

    /// <summary>Number of units.</summary>
    public int Units => units;

    /// <summary>Whether every run has given equally many.</summary>
    public bool IsComplete => _count % runs == 0;

    /// <summary>Whether a unit may be chosen in this round.</summary>
    public bool IsOpen(int unit) => !_isChosen[unit] && _chosen[unit / _length] == _count / runs;

    /// <summary>The lowest unit that may be chosen.</summary>
    public int LowestOpen()
    {
        var unit = 0;
        while (!IsOpen(unit)) unit++;
        return unit;
    }

    /// <summary>Chooses a unit.</summary>
    public void Take(int unit)
    {
        _isChosen[unit] = true;
        _chosen[unit / _length]++;
        _count++;
    }

    /// <summary>A ranking of all units as one by rounds: the first of each run, then the second of each, and so on.</summary>
    public static int[] Rank(int[] ranking, int runs)
    {
        var length = ranking.Length / runs;
        return [.. ranking.GroupBy(unit => unit / length).SelectMany(run => run.Select((unit, round) => (unit, round))).OrderBy(p => p.round)
            .ThenBy(p => Array.IndexOf(ranking, p.unit)).Select(p => p.unit)];
    }
}
