namespace NetSpec.Generator;

/// <summary>
/// A pooled convolution of the caller's few planes, read as they lie: no rows of mostly padding are made of them. Down the columns it goes by
/// F(2, 3), see <see cref="WinogradTile"/>: 24 products a window and plane in place of 36. Across the lines it is the direct sum, since
/// transforming lines would take shuffles.
/// </summary>
/// <param name="channels">Planes.</param>
internal sealed class PooledPlanes(Convolve of, Value input, Pool pool, int channels, long kernels) : PooledConvolution(of, input, pool, kernels)
{
    /// <summary>More channels repay transforming them.</summary>
    public const int MostChannels = 4;

    /// <summary>Places of a transformed kernel: four lines of three.</summary>
    public const int Places = 12;

    public override ConvolutionWalk Walk => ConvolutionWalk.Forward(Grid, channels, Output.Width, 1, 1);

    // A line of zeros, and four transformed lines of each plane, whose first pixel lies on a vector's boundary.
    public override long ScratchLength => Padding.Round(Walk.Pixels.Size) + (4L * channels * Line(Walk.Pixels));

    /// <summary>Values of the transformed kernels.</summary>
    public static long KernelsLength(int channels, int units) => (long)Places * channels * Padding.Round(units);

    private static long Line(AxisWalk pixels) => Padding.Round((long)Padding.Round(pixels.Before) + pixels.Size + pixels.After);
}
