using System;

namespace NetSpec.Generator;

/// <summary>
/// A convolution of 3x3 at stride 1 by F(m x m, 3x3) of Lavin and Gray (CVPR 2016, equation 8): with m = 2, four neighbouring results of a
/// channel take 16 products in place of 36. Inference takes tiles of m = 4 where they are cheaper, see <see cref="WinogradTile"/>.
/// </summary>
/// <param name="kernels">Offset of the transformed kernels in the packed memory.</param>
/// <param name="turnedKernels">Offset of the transformed kernels that the gradient of the input reads.</param>
internal sealed class Winograd(
    string layer, Value input, Value output, WindowGrid grid, ParameterSlot weight, ParameterSlot? bias, long turned, long kernels, long turnedKernels)
    : Convolve(layer, input, output, grid, 1, weight, bias, turned)
{
    /// <summary>Most tiles that are multiplied in one go.</summary>
    public const int MostRows = 12;

    // Below this the transformations, two dozen additions a tile and channel, cost more than the products that they save.
    private const int LeastChannels = 16;

    /// <summary>Four results a tile, or sixteen; those at inference only.</summary>
    public WinogradTile Tile { get; private set; } = WinogradTile.Small;

    public long Kernels { get; private set; } = kernels;

    public long TurnedKernels { get; } = turnedKernels;

    /// <summary>The layer of the maxpool of two by two that takes the greatest of each tile's results; inference only, null: none.</summary>
    public string? Pool { get; private set; }

    /// <summary>The walk from input to output, with zeros behind the image up to whole tiles.</summary>
    public ConvolutionWalk ForwardTiles => Tile.Whole(Forward);

    /// <summary>The same from the gradient of the output to that of the input.</summary>
    public ConvolutionWalk BackwardTiles => Tile.Whole(Backward);

    public override bool KeepsForwardCopy => true;

    public override bool IsForInferenceOnly => Tile != WinogradTile.Small;

    public override long ScratchLength => Math.Max(base.ScratchLength, Math.Max(TilesLength(ForwardTiles), TilesLength(BackwardTiles)));

    /// <summary>The same convolution at inference with the pool behind it, whose windows are its tiles.</summary>
    public Winograd WithPool(Pool pool)
    {
        var copy = (Winograd)AtInference(null, Activation, pool.Output);
        copy.Pool = pool.Layer;
        return copy;
    }

    /// <summary>The same convolution at inference by other tiles.</summary>
    /// <param name="tile">Those.</param>
    /// <param name="kernels">Offset of the kernels that they transform.</param>
    public Winograd By(WinogradTile tile, long kernels)
    {
        var copy = (Winograd)MemberwiseClone();
        (copy.Tile, copy.Kernels) = (tile, kernels);
        return copy;
    }

    /// <summary>Whether a convolution is one that this form computes, and computes faster.</summary>
    public static bool Suits(WindowGrid grid, int inputs, int units, int groups) =>
        groups == 1 && inputs >= LeastChannels && units >= LeastChannels && Suits(grid.Lines) && Suits(grid.Pixels);

    private static bool Suits(WindowAxis axis) => axis is { Window: 3, Stride: 1, Dilation: 1, Before: <= 2, After: <= 2 };

    // One padded sample (its room stays empty where nothing has to be padded); transformed inputs and products of the tiles in hand, each place apart by a line more, so that they share no cache set.
    private long TilesLength(ConvolutionWalk walk) =>
        Padding.Round((long)walk.Lines.Padded * walk.Pixels.Padded * walk.ScratchRow) + (Tile.Places * ((MostRows * (walk.ScratchRow + 32)) + 32));
}
