namespace NetSpec;

/// <summary>Drops units at random in training; the identity at inference.</summary>
/// <param name="rate">Share of the units that is dropped, from 0 up to, but not including, 1.</param>
public sealed class DropoutAttribute(double rate) : ActivatedLayerAttribute
{
    /// <summary>Share of the units that is dropped.</summary>
    public double Rate { get; } = rate;

    /// <summary>Kind of noise.</summary>
    public DropoutNoise Noise { get; set; }
}
