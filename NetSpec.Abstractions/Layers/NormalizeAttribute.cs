namespace NetSpec;

/// <summary>Subtracts constant means and divides by constant deviations: one of each, or one per feature or channel.</summary>
public sealed class NormalizeAttribute : ActivatedLayerAttribute
{
    /// <summary>Subtracted.</summary>
    public double[] Mean { get; set; } = [0];

    /// <summary>Divided by; above 0.</summary>
    public double[] Std { get; set; } = [1];
}
