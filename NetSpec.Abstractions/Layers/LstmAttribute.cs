namespace NetSpec;

/// <summary>A long short-term memory.</summary>
/// <param name="units">Number of hidden units.</param>
public sealed class LstmAttribute(int units) : ActivatedLayerAttribute
{
    /// <summary>Number of hidden units.</summary>
    public int Units { get; } = units;

    /// <summary>Whether every step's state is given, or the last one's.</summary>
    public RecurrentReturn Return { get; set; }
}
