using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// One dimension of a walk. The place p of the result reads, at tap t, the place (p * Scale + t * Dilation + Origin) / Spacing of what is read,
/// where Spacing divides that. Forward Spacing is 1 and Scale the stride; backward they change places, since a gradient is read as if zeros
/// lay between its values: the taps that would meet those zeros are left out.
/// </summary>
/// <param name="Places">Places of the result.</param>
/// <param name="Scale">From one place of the result to the next.</param>
/// <param name="Spacing">Distance of the places read, as if spread out.</param>
/// <param name="Origin">Where the first window begins.</param>
/// <param name="Taps">Places that a window reads.</param>
/// <param name="Dilation">From one of them to the next.</param>
/// <param name="Size">Places of what is read, without padding.</param>
/// <param name="Before">Zeros that are put before it.</param>
/// <param name="After">Zeros that are put behind it.</param>
internal sealed record AxisWalk(int Places, int Scale, int Spacing, int Origin, int Taps, int Dilation, int Size, int Before, int After)
{
    public static AxisWalk Forward(WindowAxis axis) =>
        new(axis.Positions, axis.Stride, 1, 0, axis.Window, axis.Dilation, axis.Size, axis.Before, axis.After);

    public static AxisWalk Backward(WindowAxis axis)
    {
        // Taps are walked in reverse; where the window begins then lies so far before the place.
        var reach = (axis.Dilation * (axis.Window - 1)) - axis.Before;
        var before = Math.Max(0, (reach + axis.Stride - 1) / axis.Stride);
        var last = (axis.Size - 1 + axis.Before) / axis.Stride;
        return new(
            axis.Size, 1, axis.Stride, (before * axis.Stride) - reach, axis.Window, axis.Dilation,
            axis.Positions, before, Math.Max(0, last - (axis.Positions - 1)));
    }

    /// <summary>From one tap that counts to the next.</summary>
    public int TapStep => Spacing / GreatestDivisor(Spacing, Dilation);

    /// <summary>Places of what is read, with padding.</summary>
    public int Padded => Before + Size + After;

    /// <summary>Numbers of places that are walked in one go.</summary>
    public IEnumerable<int> Runs => Enumerable.Range(0, Math.Min(Spacing, Places)).Select(phase => (Places - phase + Spacing - 1) / Spacing);

    private static int GreatestDivisor(int a, int b) => b == 0 ? a : GreatestDivisor(b, a % b);
}

/// <summary>How a convolution walks over the pixels of its result, and from each over the taps of its kernels.</summary>
/// <param name="Lines">Vertically.</param>
/// <param name="Pixels">Horizontally.</param>
/// <param name="Inputs">Channels read.</param>
/// <param name="Units">Channels of the result.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Row">Values from pixel to pixel of what is read.</param>
internal sealed record ConvolutionWalk(AxisWalk Lines, AxisWalk Pixels, int Inputs, int Units, int Groups, int Row)
{
    /// <summary>Values from pixel to pixel of the copy in scratch memory: without padding lanes where channels are few.</summary>
    public int ScratchRow { get; init; } = Row;

    /// <summary>Whether the taps of a line lie one after another, so that one loop takes them.</summary>
    public bool JoinsTaps => ScratchRow == Inputs && Groups == 1 && Pixels.Dilation == 1;

    /// <summary>Values of one sample in scratch memory; 0 where it is read where it lies.</summary>
    public long ScratchLength =>
        ScratchRow != Row || Lines.Padded > Lines.Size || Pixels.Padded > Pixels.Size ? (long)Lines.Padded * Pixels.Padded * ScratchRow : 0;

    /// <summary>From an image to its convolution.</summary>
    public static ConvolutionWalk Forward(WindowGrid grid, int inputs, int units, int groups, int row) =>
        new(AxisWalk.Forward(grid.Lines), AxisWalk.Forward(grid.Pixels), inputs, units, groups, row);

    /// <summary>From the gradient of the convolution to that of the image.</summary>
    public static ConvolutionWalk Backward(WindowGrid grid, int inputs, int units, int groups, int row) =>
        new(AxisWalk.Backward(grid.Lines), AxisWalk.Backward(grid.Pixels), units, inputs, groups, row);

    /// <summary>The same walk for kernels that take one channel after another: padding lanes would be most of what they skip.</summary>
    public ConvolutionWalk ByChannel() => Inputs < 16 ? this with { ScratchRow = Inputs } : this;

    /// <summary>Inputs of each panel of 32 units: those of the groups that its units belong to.</summary>
    public IEnumerable<int> PanelInputs => Enumerable.Range(0, (Units + 31) / 32).Select(p =>
    {
        var (first, last) = (p * 32 / (Units / Groups), (Math.Min((p * 32) + 32, Units) - 1) / (Units / Groups));
        return (last - first + 1) * (Inputs / Groups);
    });

    /// <summary>The most inputs of a panel; every panel has room for as many.</summary>
    public int Span => PanelInputs.Max();

    /// <summary>Values of the kernels in their panels.</summary>
    public long KernelLength => (long)Padding.Round(Units) * Lines.Taps * Pixels.Taps * Span;

    /// <summary>Whether a panel holds values across groups, which must stay zero.</summary>
    public bool MixesGroups => Span > Inputs / Groups;
}
