namespace NetSpec;

/// <summary>The mean of each channel over an image, or of each feature over a sequence.</summary>
public sealed class GlobalAvgPoolAttribute : ActivatedLayerAttribute;
