namespace NetSpec;

/// <summary>A convolution over an image. Sizes are one number for both directions, or height and width: <c>Kernel = [5, 3]</c>.</summary>
/// <param name="filters">Number of filters.</param>
public sealed class Conv2DAttribute(int filters) : ActivatedLayerAttribute
{
    /// <summary>Number of filters.</summary>
    public int Filters { get; } = filters;

    /// <summary>Rows and columns that a filter spans, dilation left out.</summary>
    public int[] Kernel { get; set; } = [3];

    /// <summary>Rows and columns from one output to the next.</summary>
    public int[] Stride { get; set; } = [1];

    /// <summary>Zeros on each side; not together with <see cref="PaddingMode"/>.</summary>
    public int[] Padding { get; set; } = [0];

    /// <summary>A rule that says how much is padded.</summary>
    public PaddingMode PaddingMode { get; set; }

    /// <summary>Rows and columns from one value that a filter reads to the next.</summary>
    public int[] Dilation { get; set; } = [1];

    /// <summary>Groups of channels that filters do not read across.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;
}
