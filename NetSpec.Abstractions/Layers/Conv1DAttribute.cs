namespace NetSpec;

/// <summary>A convolution over a sequence.</summary>
/// <param name="filters">Number of filters.</param>
public sealed class Conv1DAttribute(int filters) : ActivatedLayerAttribute
{
    /// <summary>Number of filters.</summary>
    public int Filters { get; } = filters;

    /// <summary>Steps that a filter spans, dilation left out.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>Steps from one output to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros before and after the sequence; not together with <see cref="PaddingMode"/>.</summary>
    public int Padding { get; set; }

    /// <summary>A rule that says how much is padded.</summary>
    public PaddingMode PaddingMode { get; set; }

    /// <summary>Steps from one value that a filter reads to the next.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Groups of features that filters do not read across.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;
}
