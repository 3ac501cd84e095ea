namespace NetSpec.Spec;

/// <summary>A size in both directions of an image.</summary>
public readonly record struct Extent(int Height, int Width)
{
    /// <summary>The same size in both directions.</summary>
    public Extent(int size)
        : this(size, size)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{Height}, {Width}]";
}
