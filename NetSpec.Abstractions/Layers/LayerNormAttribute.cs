namespace NetSpec;

/// <summary>Normalises over the last axis, then scales and shifts each unit.</summary>
public sealed class LayerNormAttribute : ActivatedLayerAttribute
{
    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
