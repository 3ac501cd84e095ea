namespace NetSpec;

/// <summary>The mean of each window of an image; padding is not counted.</summary>
/// <param name="window">Rows and columns of the window; one number for both.</param>
public sealed class AvgPoolAttribute(params int[] window) : ActivatedLayerAttribute
{
    /// <summary>Rows and columns of the window.</summary>
    public int[] Window { get; } = window;

    /// <summary>Rows and columns from one window to the next; the window's own size where it is not set.</summary>
    public int[]? Stride { get; set; }

    /// <summary>Padding on each side, at most half the window.</summary>
    public int[] Padding { get; set; } = [0];
}
