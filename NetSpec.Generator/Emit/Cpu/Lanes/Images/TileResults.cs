using System.Linq;

namespace NetSpec.Generator;

/// <summary>The way back from a tile's sums to a unit's results.</summary>
internal static class TileResults
{
    /// <summary>Asks for the method of a shape of tiles; gives its name.</summary>
    public static string Method(LanesConvolution o, LanesTile shape, KernelContext k)
    {
        var v = k.Target;
        var name = $"TileResults{shape.Name}{LanesEpilogue.Suffix(o)}";
        return k.Need(name, w =>
        {
            var (down, across) = (LineTransform.Of(shape.IsTall), LineTransform.Of(shape.IsWide));
            w.Line($"// A tile's {shape.Rows} by {shape.Columns} sums to {down.Results} by {across.Results} results, down the columns and then across.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"private static void {name}({k.Scalar}* sums, {k.Scalar}* back, {k.Scalar}* bias, {k.Scalar}* to, nint toLine)"))
            {
                LineTransform.Constants(w, v);
                LanesEpilogue.Bias(o, w, v, "bias");
                using (w.Block($"for (nint column = 0; column < {shape.Columns}; column++)"))
                {
                    w.Line($"{k.Scalar}* s = sums + (column * {v.Lanes}), h = back + (column * {v.Lanes});");
                    down.Back(w, v, "r", i => Load(v, "s", i * shape.Columns));
                    for (var r = 0; r < down.Results; r++) w.Line($"r{r}.StoreAligned(h + {r * shape.Columns * v.Lanes});");
                }
                for (var row = 0; row < down.Results; row += 2)
                {
                    using (w.Block())
                    {
                        across.Back(w, v, "upper", i => Load(v, "back", (row * shape.Columns) + i));
                        across.Back(w, v, "lower", i => Load(v, "back", ((row + 1) * shape.Columns) + i));
                        for (var c = 0; c < across.Results; c += 2)
                        {
                            var at = o.IsPooled ? $"to + {c / 2 * v.Lanes}" : $"to + {c * v.Lanes}";
                            LanesEpilogue.Store(o, k.With(w), [$"upper{c}", $"upper{c + 1}", $"lower{c}", $"lower{c + 1}"], at, "toLine");
                        }
                    }
                    if (row + 2 < down.Results) w.Line($"to += {(o.IsPooled ? "toLine" : "2 * toLine")};");
                }
            }
        });
    }

    private static string Load(VectorTarget v, string from, int vectors) => $"{v.Static}.LoadAligned({from} + {vectors * v.Lanes})";
}
