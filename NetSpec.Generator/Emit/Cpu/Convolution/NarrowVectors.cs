using System;

namespace NetSpec.Generator;

/// <summary>
/// Vectors of channels no wider than the channels need. Where a vector of 512 bits would be half empty, one of 256 bits does the same work,
/// and processors that split wide operations do it in half the time.
/// </summary>
internal static class NarrowVectors
{
    /// <summary>4, 8 or 16: what names the methods for so many channels, in every width alike.</summary>
    public static int Round(int channels) => channels <= 4 ? 4 : channels <= 8 ? 8 : 16;

    /// <summary>The target's vector, or a narrower one where that holds the rounded channels.</summary>
    public static VectorTarget For(VectorTarget target, int rounded) =>
        target with { Bits = Math.Max(128, Math.Min(target.Bits, rounded * target.Precision.Bytes * 8)) };
}
