using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A layer and the units it reads, or follows.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="ReadsFrom">Path of the layer whose output it reads; empty for the network's input.</param>
/// <param name="ReadShape">What that layer gives for one sample.</param>
/// <param name="Units">Number of units it reads.</param>
/// <param name="Positions">Values per unit in what it reads.</param>
/// <param name="Segments">Where the free groups lie among the units; units of no free group stay.</param>
internal sealed record Reader(
    ResolvedLayer Layer, string ReadsFrom, Shape ReadShape, int Units, int Positions, ImmutableArray<Segment> Segments)
{
    /// <summary>Whether it is the layer's own state, one step earlier, that is read; <see cref="ReadsFrom"/> is then what drives it.</summary>
    public bool IsState { get; init; }

    /// <summary>The layer's path, or of a state that of the matrix which reads it.</summary>
    public string Key => IsState ? Layer.Path + ".weight_hh" : Layer.Path;

    /// <summary>Rows that one sample gives where the units are observed: the steps of a sequence, the pixels of an image.</summary>
    public int RowsPerSample => ReadShape.IsImage ? ReadShape[1] * ReadShape[2] : ReadShape.IsSequence ? ReadShape[0] : 1;

    /// <summary>Values of a unit that lie side by side in an observed row; an image is observed before its flatten.</summary>
    public int Block => ReadShape.Rank == 1 ? Positions : 1;

    /// <summary>Observed rows as the layer reads them: behind a flatten one row a sample, each channel a block of pixels.</summary>
    public double[,] Rows(double[,] observed) =>
        ReadShape.IsImage && Layer.Input.Rank == 1 ? UnitRows.Flatten(observed, RowsPerSample) : observed;

    /// <summary>The units that stay, ascending; null where all do.</summary>
    public int[]? KeptUnits(IReadOnlyList<int[]> kept) => Segment.Kept(Units, Segments, kept);
}

/// <summary>A free group's place among the units that a layer reads or gives.</summary>
/// <param name="Group">Index of the group.</param>
/// <param name="Offset">Its first unit.</param>
/// <param name="Size">Number of units.</param>
internal readonly record struct Segment(int Group, int Offset, int Size)
{
    /// <summary>Of some units the ones that stay, ascending; null where all do.</summary>
    public static int[]? Kept(int units, IEnumerable<Segment> segments, IReadOnlyList<int[]> kept)
    {
        var stays = Enumerable.Repeat(true, units).ToArray();
        foreach (var (group, offset, size) in segments)
        {
            Array.Fill(stays, false, offset, size);
            foreach (var unit in kept[group]) stays[offset + unit] = true;
        }
        return Array.TrueForAll(stays, s => s) ? null : [.. Enumerable.Range(0, units).Where(i => stays[i])];
    }
}
