namespace NetSpec;

/// <summary>Normalises each feature or channel over the batch, then scales and shifts it.</summary>
public sealed class BatchNormAttribute : ActivatedLayerAttribute
{
    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Share of a new batch in the running statistics.</summary>
    public double Momentum { get; set; } = 0.1;
}
