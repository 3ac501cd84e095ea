namespace NetSpec;

/// <summary>Makes features of an image or a sequence, outermost dimension first.</summary>
public sealed class FlattenAttribute : ActivatedLayerAttribute;
