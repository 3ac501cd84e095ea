namespace NetSpec;

/// <summary>A layer of which every unit reads every input.</summary>
/// <param name="units">Number of units.</param>
public sealed class DenseAttribute(int units) : ActivatedLayerAttribute
{
    /// <summary>Number of units.</summary>
    public int Units { get; } = units;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Path of the earlier dense layer whose weight is used.</summary>
    public string? Tie { get; set; }

    /// <summary>Whether that weight is transposed.</summary>
    public bool TieTranspose { get; set; }

    /// <summary>Whether that weight is negated.</summary>
    public bool TieNegate { get; set; }
}
