namespace NetSpec.Generator;

/// <summary>
/// Rows of units that operations hand to each other. A row has one stride everywhere; padding lanes hold zero, so that kernels never need
/// masks where they read.
/// </summary>
internal sealed class Value(string name, int width, int rowsPerSample)
{
    /// <summary>The identifier in generated code.</summary>
    public string Name { get; } = name;

    /// <summary>Units of a row.</summary>
    public int Width { get; } = width;

    /// <summary>1, or the steps of a sequence.</summary>
    public int RowsPerSample { get; } = rowsPerSample;

    /// <summary>The network's input: the caller's memory, rows without padding.</summary>
    public bool IsInput { get; init; }

    /// <summary>The value that this one is at inference (dropout); null: a buffer of its own.</summary>
    public Value? AliasOf { get; init; }

    /// <summary>The value whose memory this one is at inference: itself, or the last alias.</summary>
    public Value AtInference => AliasOf?.AtInference ?? this;

    /// <summary>The value whose gradient buffer this one shares, because the operation between them works in place.</summary>
    public Value? SharesGradientWith { get; set; }

    /// <summary>Values from row to row. A power of two from 64 on gets 16 more: rows would otherwise fall into the same cache sets.</summary>
    public int Stride => IsInput ? Width : AliasOf?.Stride ?? Padding.Stride(Width);

    /// <summary>First value in the workspace.</summary>
    public long Offset { get; set; } = -1;

    /// <summary>First value of the gradient in the workspace.</summary>
    public long GradientOffset { get; set; } = -1;

    /// <summary>The identifier of its gradient.</summary>
    public string GradientName => SharesGradientWith?.GradientName ?? Name + "Gradient";

    /// <summary>Values from row to row of the gradient; unlike the input itself, the input's gradient is padded.</summary>
    public int GradientStride => SharesGradientWith?.GradientStride ?? Padding.Stride(Width);
}

/// <summary>Rounding to whole blocks of 16 values: one 512-bit vector of floats, and a whole number of vectors on every other path.</summary>
internal static class Padding
{
    public static int Round(int width) => (width + 15) / 16 * 16;

    public static long Round(long length) => (length + 15) / 16 * 16;

    public static int Stride(int width)
    {
        var padded = Round(width);
        return padded >= 64 && (padded & (padded - 1)) == 0 ? padded + 16 : padded;
    }
}
