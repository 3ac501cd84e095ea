using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Convolutions of several channels with samples in lanes by F(4, 3) in both dimensions, and F(2, 3) for two results at the end of either.
/// A few tiles go through transformation, products and the way back before the next do, so that they stay in the caches.
/// </summary>
internal static class TilesInLanes
{
    /// <summary>The shapes of tiles that a convolution is cut into.</summary>
    public static IEnumerable<LanesTile> Shapes(LanesConvolution o) => LanesTile.All.Where(s => s.Count(o.Down, o.Across) > 0);

    /// <summary>Asks for the method; gives its name.</summary>
    public static string Method(LanesConvolution o, KernelContext k)
    {
        var (v, suffix) = (k.Target, LanesEpilogue.Suffix(o));
        // One method serves all convolutions with this epilogue.
        var alike = k.Plan.Images!.Convolutions.Where(c => !c.ReadsOnePlane && LanesEpilogue.Suffix(c) == suffix).ToList();
        var shapes = LanesTile.All.Where(s => alike.Any(c => Shapes(c).Contains(s))).ToList();
        var tiles = alike.SelectMany(c => Groups(c.Across)).Distinct().OrderBy(t => t).ToList();
        return k.Need($"TilesInLanes{suffix}", w =>
        {
            w.Line("// Convolution of down by across results; scratch memory holds tiles at the stages of their way.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"private static void TilesInLanes{suffix}({k.Scalar}* x, nint line, nint plane, int down, int across, int channels, {k.Scalar}* kernels, int units, {k.Scalar}* biases, {k.Scalar}* y, nint toLine, nint toPlane, {k.Scalar}* scratch)"))
            {
                w.Line($"{k.Scalar}* sums = scratch + {TileMemory.SumsOffset * v.Lanes}, back = scratch + {TileMemory.BackOffset * v.Lanes}, transformed = scratch + {TileMemory.TilesOffset * v.Lanes};");
                w.Line("nint padded = (units + 15) & ~15, place = channels * padded;");
                using (w.Block("for (int top = 0, lines; top < down; top += lines)"))
                {
                    w.Line("lines = down - top >= 4 ? 4 : 2;");
                    using (w.Block("for (int left = 0, tiles, pixels; left < across; left += tiles * pixels)"))
                    {
                        w.Line("(tiles, pixels) = (1, across - left >= 4 ? 4 : 2);");
                        using (w.Block("if (pixels == 4)"))
                        {
                            w.Line("var wide = (across - left) / 4;");
                            w.Line($"var groups = (wide + {TileMemory.MostTiles - 1}) / {TileMemory.MostTiles};");
                            w.Line("tiles = (wide + groups - 1) / groups;");
                        }
                        w.Line($"{TileInputs.Method(k)}(x + (top * line) + (left * {v.Lanes}), line, plane, channels, tiles, lines == 4, pixels == 4, scratch, transformed);");
                        Units(o, shapes, tiles, k.With(w));
                    }
                }
            }
        });
    }

    private static void Units(LanesConvolution o, List<LanesTile> shapes, List<int> tiles, KernelContext k)
    {
        var (w, v, half) = (k.Writer, k.Target, o.IsPooled ? 2 : 1);
        w.Line($"{k.Scalar}* u = kernels + (place * (lines == 4 ? pixels == 4 ? {First(true, true)} : {First(true, false)} : pixels == 4 ? {First(false, true)} : {First(false, false)}));");
        w.Line($"{k.Scalar}* to = y + (top{Divided(half)} * toLine) + (left{Divided(half)} * {v.Lanes}), bias = biases;");
        w.Line("int places = (lines + 2) * (pixels + 2), together;");
        using (w.Block("for (var first = 0; first < units; first += together, u += together)"))
        {
            w.Line($"together = tiles == 1 ? {TileProducts.Units(1)} : {TileProducts.Units(2)};");
            using (w.Block("switch (tiles)"))
            {
                foreach (var count in tiles) w.Line($"case {count}: {TileProducts.Method(count, k)}(transformed, u, padded, channels, places, sums); break;");
            }
            w.Line($"{k.Scalar}* from = sums;");
            using (w.Block("for (var tile = 0; tile < tiles; tile++)"))
            using (w.Block($"for (var unit = 0; unit < together; unit++, from += {TileMemory.Places * v.Lanes})"))
            {
                w.Line("if (first + unit >= units) continue;");
                w.Line($"{k.Scalar}* into = to + ((first + unit) * toPlane) + (tile * (pixels{Divided(half)}) * {v.Lanes});");
                foreach (var shape in shapes)
                    w.Line($"if (lines == {shape.Rows - 2} && pixels == {shape.Columns - 2}) {TileResults.Method(o, shape, k)}(from, back, bias + first + unit, into, toLine);");
            }
        }
    }

    private static int First(bool isTall, bool isWide) => new LanesTile(isTall, isWide).FirstPlace;

    private static string Divided(int by) => by == 1 ? "" : $" / {by}";

    // Numbers of tiles that a line is cut into, as the generated code does.
    private static IEnumerable<int> Groups(int across)
    {
        for (var (wide, left) = (across / 4, across % 4 > 0); wide > 0 || left;)
        {
            if (wide == 0)
            {
                yield return 1;
                yield break;
            }
            var groups = (wide + TileMemory.MostTiles - 1) / TileMemory.MostTiles;
            var tiles = (wide + groups - 1) / groups;
            yield return tiles;
            wide -= tiles;
        }
    }
}
