using System.Collections.Immutable;

namespace NetSpec.Runtime;

/// <summary>A kind of change; allocates nothing, since it runs on every sample of every step.</summary>
internal abstract class ImageChange
{
    /// <summary>Every kind; a new one is a class beside these and an entry here.</summary>
    public static ImmutableArray<ImageChange> All { get; } = [new Shift(), new Flip(), new Cutout()];

    public abstract string Name { get; }

    /// <summary>Whether it has a size in pixels.</summary>
    public virtual bool TakesSize => true;

    public abstract int DefaultSize(int height, int width);

    /// <summary>Whether something of the image is left at this size.</summary>
    public virtual bool Fits(int size, int height, int width) => size < Math.Min(height, width);

    /// <summary>Changes an image in place.</summary>
    public abstract void Apply(Image image, int size, ref Draws draws);
}

/// <summary>One image, channel by channel and row by row.</summary>
internal readonly ref struct Image(Span<float> pixels, int height, int width)
{
    private readonly Span<float> _pixels = pixels;

    public int Height { get; } = height;

    public int Width { get; } = width;

    public int Channels => _pixels.Length / (Height * Width);

    public Span<float> Row(int channel, int y) => _pixels.Slice(((channel * Height) + y) * Width, Width);
}

/// <summary>A few random numbers from a seed: the outputs of SplitMix64 in turn. A value, where a <see cref="RandomSource"/> would be an object a sample.</summary>
internal struct Draws(ulong seed)
{
    private ulong _count;

    /// <summary>In [0, bound); the bias is below bound / 2^64.</summary>
    public int Next(int bound) => (int)Math.BigMul(RandomSource.SplitMix64(seed, ++_count), (ulong)bound, out _);
}
