using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Tiles of F(m, 3) in each dimension, m four or two: a line of results is cut into fours, and what is left into a two, so that fourteen
/// take 22 products a line in place of 42, where fours alone would take 24 and twos alone 28.
/// </summary>
/// <param name="IsTall">Whether it gives four lines, else two.</param>
/// <param name="IsWide">Whether it gives four pixels, else two.</param>
internal sealed record LanesTile(bool IsTall, bool IsWide)
{
    /// <summary>All shapes in the order of their kernels.</summary>
    public static readonly ImmutableArray<LanesTile> All = [new(true, true), new(true, false), new(false, true), new(false, false)];

    /// <summary>Places of all of them.</summary>
    public static readonly int AllPlaces = All.Sum(s => s.Places);

    /// <summary>Lines of places.</summary>
    public int Rows => IsTall ? 6 : 4;

    /// <summary>Places of a line.</summary>
    public int Columns => IsWide ? 6 : 4;

    /// <summary>Products of a tile and a channel.</summary>
    public int Places => Rows * Columns;

    /// <summary>Places of the shapes before it.</summary>
    public int FirstPlace => All.TakeWhile(s => s != this).Sum(s => s.Places);

    /// <summary>For the names of generated methods.</summary>
    public string Name => $"{Rows - 2}By{Columns - 2}";

    /// <summary>Tiles of this shape in so many results.</summary>
    public int Count(int down, int across) => Count(IsTall, down) * Count(IsWide, across);

    private static int Count(bool isLarge, int results) => isLarge ? results / 4 : results % 4 / 2;
}
