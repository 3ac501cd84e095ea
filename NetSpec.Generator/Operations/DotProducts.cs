namespace NetSpec.Generator;

/// <summary>
/// output = activation(W * flattened image + bias) with few units: inference only. Lanes are inputs, not units, of which ten would leave six
/// lanes of sixteen empty; and the copy of W that this takes has the order of the image's rows, so that nothing is flattened.
/// </summary>
/// <param name="of">The multiplication.</param>
/// <param name="flatten">What it reads now.</param>
/// <param name="copy">Offset of the copy of W in the packed memory.</param>
internal sealed class DotProducts(Gemm of, FlattenRows flatten, long copy) : WeightedSum(of.Layer, flatten.Input, of.Output, of.Bias)
{
    // Lanes of a vector of floats: more units fill lanes of their own.
    private const int MostUnits = 16;

    // Adding up the lanes of a sum takes as long as eight products.
    private const int LeastLength = 256;

    /// <summary>The weight.</summary>
    public ParameterSlot Weight { get; } = of.Weight.Owner;

    public long Copy { get; } = copy;

    /// <summary>Values of a sample with the padding of its rows.</summary>
    public int Length => Input.RowsPerSample * Input.Stride;

    public override bool KeepsForwardCopy => true;

    public override bool IsForInferenceOnly => true;

    public override bool ReadsPadding => true;

    // One sample's sums.
    public override long ScratchLength => MostUnits;

    /// <summary>Values of the copy.</summary>
    public static long CopyLength(Gemm gemm, FlattenRows flatten) => (long)gemm.Output.Width * flatten.Input.RowsPerSample * flatten.Input.Stride;

    /// <summary>Whether the form computes a multiplication of a flattened image faster.</summary>
    public static bool Suits(Gemm gemm, FlattenRows flatten) =>
        flatten.Shape.IsImage && flatten.Output == gemm.Input && gemm.Weight is { IsHome: true, Negate: false } && gemm.Output.Width <= MostUnits
        && gemm.Input.Width >= LeastLength && CopyLength(gemm, flatten) <= (long)gemm.Input.Width * MostUnits && !flatten.Input.IsInput;
}
