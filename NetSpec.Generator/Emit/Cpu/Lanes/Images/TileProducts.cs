using System.Linq;

namespace NetSpec.Generator;

/// <summary>Multiplying transformed tiles: all places of some tiles and units, a sum over channels each.</summary>
internal static class TileProducts
{
    /// <summary>Units that so many tiles are multiplied with at once.</summary>
    public static int Units(int tiles) => tiles == 1 ? 8 : 4;

    /// <summary>Asks for the method; gives its name.</summary>
    public static string Method(int tiles, KernelContext k)
    {
        var (v, units) = (k.Target, Units(tiles));
        return k.Need($"TileProducts{tiles}", w =>
        {
            w.Line($"// Sums over channels of {tiles} {(tiles == 1 ? "tile" : "tiles")} and {units} units, a place after another: [tiles][units][places].");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"private static void TileProducts{tiles}({k.Scalar}* t, {k.Scalar}* u, nint unit, int channels, int places, {k.Scalar}* sums)"))
            {
                w.Line($"nint place = channels * unit, tile = channels * {v.Lanes};");
                using (w.Block($"for (; places > 0; places--, u += place, t += {(tiles == 1 ? "tile" : $"{tiles} * tile")}, sums += {v.Lanes})"))
                {
                    for (var i = 0; i < tiles; i++) w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, units).Select(j => $"c{i}_{j} = {v.Zero}"))};");
                    w.Line($"{k.Scalar}* a = t, b = u;");
                    using (w.Block($"for (var n = channels; n > 0; n--, a += {v.Lanes}, b += unit)"))
                    {
                        w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, tiles).Select(i => $"a{i} = {v.Static}.LoadAligned(a{(i == 0 ? "" : $" + ({i} * tile)")})"))};");
                        for (var j = 0; j < units; j++)
                        {
                            var products = Enumerable.Range(0, tiles).Select(i => $"c{i}_{j} = {v.Static}.FusedMultiplyAdd(a{i}, b{j}, c{i}_{j});");
                            w.Line($"var b{j} = {v.Static}.Create(b[{j}]); {string.Join(" ", products)}");
                        }
                    }
                    for (var i = 0; i < tiles; i++)
                        w.Line(string.Join(" ", Enumerable.Range(0, units).Select(j => $"c{i}_{j}.StoreAligned(sums + {((i * units) + j) * TileMemory.Places * v.Lanes});")));
                }
            }
        });
    }
}
