namespace NetSpec.Generator;

/// <summary>
/// Rows of units that operations hand to each other: one row a sample, a row per step of a sequence, or a row of channels per pixel of an
/// image. A row has one stride everywhere; padding lanes hold zero, so that kernels never need masks where they read. Every value has one
/// reader: where a spec reads a value twice, a <see cref="Fork"/> gives each reader its own.
/// </summary>
internal sealed class Value(string name, int width, int rowsPerSample)
{
    private Place? _placeAtInference;

    /// <summary>The identifier in generated code.</summary>
    public string Name { get; } = name;

    /// <summary>Units of a row.</summary>
    public int Width { get; } = width;

    /// <summary>1, the steps of a sequence or the pixels of an image; 0 where the rows do not grow with the samples.</summary>
    public int RowsPerSample { get; } = rowsPerSample;

    /// <summary>Rows whatever the number of samples: statistics of a batch, scratch memory.</summary>
    public int FixedRows { get; init; }

    /// <summary>The network's input: the caller's memory, rows without padding.</summary>
    public bool IsInput { get; init; }

    /// <summary>The value that this one is at inference (dropout); null: a buffer of its own.</summary>
    public Value? AliasOf { get; init; }

    /// <summary>The other value's memory serves in training too.</summary>
    public bool IsView { get; init; }

    /// <summary>Whether many of its values may be zero, see <see cref="ZeroValues"/>.</summary>
    public bool HoldsZeros { get; set; }

    /// <summary>Whether a gradient flows through it; not through what operations keep for themselves.</summary>
    public bool HasGradient { get; init; } = true;

    /// <summary>Nothing trained lies before it: its gradient is wanted only where the caller asks for that of the input.</summary>
    public bool LeadsToInputOnly { get; set; }

    /// <summary>The value whose memory this one is at inference: itself, or the last alias.</summary>
    public Value AtInference => AliasOf?.AtInference ?? this;

    /// <summary>The value whose gradient buffer this one shares, because the operation between them works in place.</summary>
    public Value? SharesGradientWith { get; set; }

    /// <summary>Values from row to row. A power of two from 64 on gets 16 more: rows would otherwise fall into the same cache sets.</summary>
    public int Stride => IsInput ? Width : AliasOf?.Stride ?? Padding.Stride(Width);

    /// <summary>Where it lies in the workspace.</summary>
    public Place Place { get; set; }

    /// <summary>Where it lies in inference's own code, where values share memory.</summary>
    public Place PlaceAtInference
    {
        get => _placeAtInference ?? Place;
        set => _placeAtInference = value;
    }

    /// <summary>Where its gradient lies in the workspace.</summary>
    public Place GradientPlace { get; set; }

    /// <summary>The identifier of its gradient.</summary>
    public string GradientName => SharesGradientWith?.GradientName ?? Name + "Gradient";

    /// <summary>Values from row to row of the gradient; unlike the input itself, the input's gradient is padded.</summary>
    public int GradientStride => SharesGradientWith?.GradientStride ?? Padding.Stride(Width);

    /// <summary>Whether it has a buffer of its own.</summary>
    public bool HasBuffer => !IsInput && !IsView;

    /// <summary>Whether it has a gradient buffer of its own.</summary>
    public bool HasGradientBuffer => HasGradient && SharesGradientWith is null;

    /// <summary>Shape of one sample, for people.</summary>
    public override string ToString() => RowsPerSample == 1 ? $"[{Width}]" : $"[{RowsPerSample} x {Width}]";
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
