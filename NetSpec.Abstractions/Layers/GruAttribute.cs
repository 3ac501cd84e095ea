namespace NetSpec;

/// <summary>A gated recurrent unit, its reset gate after the matrix.</summary>
/// <param name="units">Number of hidden units.</param>
public sealed class GruAttribute(int units) : ActivatedLayerAttribute
{
    /// <summary>Number of hidden units.</summary>
    public int Units { get; } = units;

    /// <summary>Whether every step's state is given, or the last one's.</summary>
    public RecurrentReturn Return { get; set; }
}
