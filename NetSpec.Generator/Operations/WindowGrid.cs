using System;

namespace NetSpec.Generator;

/// <summary>The windows that slide along one dimension of an image, or along a sequence.</summary>
/// <param name="Size">Places of the input.</param>
/// <param name="Window">Places that a window reads.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Dilation">From one place that it reads to the next.</param>
/// <param name="Before">Padding before the input.</param>
/// <param name="After">Padding behind it.</param>
internal sealed record WindowAxis(int Size, int Window, int Stride = 1, int Dilation = 1, int Before = 0, int After = 0)
{
    /// <summary>One place, for the height of a sequence.</summary>
    public static readonly WindowAxis One = new(1, 1);

    /// <summary>Number of windows.</summary>
    public int Positions => ((Size + Before + After - (Dilation * (Window - 1)) - 1) / Stride) + 1;

    /// <summary>Whether every place belongs to exactly one window.</summary>
    public bool Tiles => Stride == Window && Dilation == 1 && Before == 0 && Positions * Stride == Size;
}

/// <summary>The windows of an image: lines of pixels. A sequence is one line.</summary>
internal sealed record WindowGrid(WindowAxis Lines, WindowAxis Pixels)
{
    /// <summary>Places of one window.</summary>
    public int Taps => Lines.Window * Pixels.Window;

    /// <summary>Whether every pixel belongs to exactly one window.</summary>
    public bool Tiles => Lines.Tiles && Pixels.Tiles;

    /// <summary>Whether windows are single pixels, so that a convolution is a multiplication of rows.</summary>
    public bool IsPointwise => Lines with { Size = 1 } == WindowAxis.One && Pixels with { Size = 1 } == WindowAxis.One;
}
