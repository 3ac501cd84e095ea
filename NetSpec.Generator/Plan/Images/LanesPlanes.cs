namespace NetSpec.Generator;

/// <summary>
/// Where an image of a block of samples lies, in vectors of one value of all samples: planes of lines of pixels, with the zeros around them
/// that the next convolution reads. Nobody ever writes to those.
/// </summary>
/// <param name="Channels">Planes.</param>
/// <param name="Lines">The reader's windows vertically; windows of one place where it reads values one by one.</param>
/// <param name="Pixels">The same horizontally.</param>
/// <param name="Offset">The first vector in the block's memory.</param>
internal sealed record LanesPlanes(int Channels, WindowAxis Lines, WindowAxis Pixels, long Offset)
{
    /// <summary>Vectors from line to line.</summary>
    public int Line => Pixels.Before + Pixels.Size + Pixels.After;

    /// <summary>Vectors from plane to plane. A convolution reads all planes side by side: the same pixel of each falls into another cache set.</summary>
    public int Plane => ((Lines.Before + Lines.Size + Lines.After) * Line) + (IsRead ? 1 : 0);

    /// <summary>The first pixel.</summary>
    public long First => Offset + (Lines.Before * Line) + Pixels.Before;

    /// <summary>Vectors of all planes.</summary>
    public long Length => (long)Channels * Plane;

    // What is read as one row has no gaps.
    private bool IsRead => Pixels.Window > 1;
}
