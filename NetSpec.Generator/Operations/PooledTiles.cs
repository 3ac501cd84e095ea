namespace NetSpec.Generator;

/// <summary>
/// A pooled convolution by F(2x2, 3x3), see <see cref="Winograd"/>: a tile is a window of the pool. With few channels its sums stay in registers
/// from the products to the greatest.
/// </summary>
internal sealed class PooledTiles(Convolve of, Pool pool, long kernels) : PooledConvolution(of, of.Input, pool, kernels)
{
    /// <summary>Most tiles that are multiplied in one go: four sums of each fill 28 of 32 registers.</summary>
    public const int TilesAtOnce = 7;

    /// <summary>Values from one place of a transformed tile to the next.</summary>
    public const int PlaceStep = 16;

    // The transformed kernels of 256 pairs of channels are 16 kB, half of the first-level cache; every tile reads them all.
    private const int MostPairs = 256;

    public override ConvolutionWalk Walk => ConvolutionWalk.Forward(Grid, Input.Width, Output.Width, 1, Input.Stride);

    // A line of zeros; transformed inputs of the tiles in hand; sums of eight places a tile, a vector each.
    public override long ScratchLength => (Walk.Pixels.Size * Walk.Row) + (TilesAtOnce * WinogradTile.Small.Places * (PlaceStep + 8));

    /// <summary>Whether the form computes a convolution of so many channels faster.</summary>
    public static bool Suits(int inputs, int units) => inputs <= PlaceStep && inputs * Padding.Round(units) <= MostPairs;
}
