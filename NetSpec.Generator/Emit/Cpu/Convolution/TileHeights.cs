using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Heights of convolution tiles. A run of 14 pixels in tiles of 12, 1 and 1 would read the kernels three times, two of them for one row;
/// so a run is cut into the fewest tiles of equal height, or one less.
/// </summary>
internal static class TileHeights
{
    /// <summary>The heights that runs of so many rows are cut into, given the tallest.</summary>
    public static ImmutableArray<int> For(IEnumerable<int> runs, int tallest) =>
        runs.SelectMany(rows =>
        {
            var tiles = (rows + tallest - 1) / tallest;
            return new[] { (rows + tiles - 1) / tiles, rows / tiles };
        }).Distinct().OrderByDescending(h => h).ToImmutableArray();

    /// <summary>Prints the loop that covers <c>count</c> rows; the call sees <c>row</c>.</summary>
    public static void Cover(SourceWriter w, ImmutableArray<int> heights, int tallest, System.Func<int, string> call)
    {
        w.Line("nint row = 0;");
        using (w.Block($"for (var tiles = (count + {tallest - 1}) / {tallest}; tiles > 0; tiles--)"))
        {
            w.Line("var rows = (count - (int)row + tiles - 1) / tiles;");
            using (w.Block("switch (rows)"))
            {
                foreach (var height in heights) w.Line($"case {height}: {call(height)}; break;");
            }
            w.Line("row += rows;");
        }
    }
}
