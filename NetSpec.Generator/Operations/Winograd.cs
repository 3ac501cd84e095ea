using System;

namespace NetSpec.Generator;

/// <summary>
/// A convolution of 3x3 at stride 1 by F(2x2, 3x3) of Lavin and Gray (CVPR 2016, equation 8): four neighbouring results of a channel take 16
/// products in place of 36. What is multiplied are sums of few inputs, so that float32 loses about one bit against the direct sum; the larger
/// tiles of that paper lose far more.
/// </summary>
/// <param name="kernels">Offset of the transformed kernels in the packed memory.</param>
/// <param name="turnedKernels">Offset of the transformed kernels that the gradient of the input reads.</param>
internal sealed class Winograd(
    string layer, Value input, Value output, WindowGrid grid, ParameterSlot weight, ParameterSlot? bias, long turned, long kernels, long turnedKernels)
    : Convolve(layer, input, output, grid, 1, weight, bias, turned)
{
    /// <summary>Products of a tile and a channel.</summary>
    public const int Places = 16;

    /// <summary>Most tiles that are multiplied in one go.</summary>
    public const int MostRows = 12;

    // Below this the transformations, two dozen additions a tile and channel, cost more than the products that they save.
    private const int LeastChannels = 16;

    public long Kernels { get; } = kernels;

    public long TurnedKernels { get; } = turnedKernels;

    /// <summary>The walk from input to output, with zeros behind the image up to whole tiles.</summary>
    public ConvolutionWalk ForwardTiles => Whole(Forward);

    /// <summary>The same from the gradient of the output to that of the input.</summary>
    public ConvolutionWalk BackwardTiles => Whole(Backward);

    public override bool KeepsForwardCopy => true;

    public override long ScratchLength => Math.Max(base.ScratchLength, Math.Max(TilesLength(ForwardTiles), TilesLength(BackwardTiles)));

    /// <summary>Whether a convolution is one that this form computes, and computes faster.</summary>
    public static bool Suits(WindowGrid grid, int inputs, int units, int groups) =>
        groups == 1 && inputs >= LeastChannels && units >= LeastChannels && Suits(grid.Lines) && Suits(grid.Pixels);

    /// <summary>Tiles of a sample.</summary>
    public static int Tiles(ConvolutionWalk walk) => (walk.Lines.Places + 1) / 2 * ((walk.Pixels.Places + 1) / 2);

    /// <summary>Values of the transformed kernels.</summary>
    public static long KernelsLength(int inputs, int units) => (long)Places * inputs * Padding.Round(units);

    private static bool Suits(WindowAxis axis) => axis is { Window: 3, Stride: 1, Dilation: 1, Before: <= 2, After: <= 2 };

    private static ConvolutionWalk Whole(ConvolutionWalk walk) => walk with { Lines = Whole(walk.Lines), Pixels = Whole(walk.Pixels) };

    private static AxisWalk Whole(AxisWalk axis) => axis with { After = ((axis.Places + 1) / 2 * 2) + 2 - axis.Size - axis.Before };

    // One padded sample; transformed inputs and products of the tiles in hand, each place apart by a line more, so that they share no cache set.
    private static long TilesLength(ConvolutionWalk walk) =>
        Padding.Round(walk.ScratchLength) + (Places * ((MostRows * (walk.ScratchRow + 32)) + 32));
}
