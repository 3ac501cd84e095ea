using System.Linq;

namespace NetSpec.Generator;

/// <summary>Transforming the kernels of tiles of any <see cref="LanesTile"/>: lanes are units here.</summary>
internal static class TileKernels
{
    /// <summary>Asks for the method; gives its name.</summary>
    public static string Method(KernelContext k)
    {
        var v = k.Target;
        var (two, four) = (LineTransform.Of(false).Taps(k), LineTransform.Of(true).Taps(k));
        return k.Need("TileKernels", w =>
        {
            w.Line("// Panels of [taps][inputs] to [rows][columns][inputs][units] places of transformed kernels, G g G'.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"public static void TileKernels({k.Scalar}* panels, int inputs, int units, {k.Scalar}* u, int rows, int columns)"))
            {
                w.Line($"{k.Scalar}* memory = stackalloc {k.Scalar}[{(18 * v.Lanes) + 16}];");
                w.Line($"{k.Scalar}* h = ({k.Scalar}*)(((nint)memory + 63) & ~63);");
                w.Line("int padded = (units + 15) & ~15;");
                w.Line("nint place = (nint)inputs * padded;");
                using (w.Block($"for (var start = 0; start < padded; start += {v.Lanes})"))
                {
                    w.Line("int panel = start & ~31, width = global::System.Math.Min(32, padded - panel);");
                    w.Line("nint step = (nint)inputs * width;");
                    w.Line($"{k.Scalar}* g = panels + ((nint)panel * 9 * inputs) + (start - panel), to = u + start;");
                    using (w.Block("for (var i = 0; i < inputs; i++, g += width, to += padded)"))
                    {
                        var column = string.Join(", ", Enumerable.Range(0, 3).Select(r => $"{v.Static}.LoadAligned(g + (({3 * r} + column) * step))"));
                        var row = string.Join(", ", Enumerable.Range(0, 3).Select(c => $"{v.Static}.LoadAligned(h + (row * {3 * v.Lanes}) + {c * v.Lanes})"));
                        using (w.Block("for (nint column = 0; column < 3; column++)"))
                        {
                            w.Line($"if (rows == 6) {four}({column}, h + (column * {v.Lanes}), {3 * v.Lanes});");
                            w.Line($"else {two}({column}, h + (column * {v.Lanes}), {3 * v.Lanes});");
                        }
                        using (w.Block("for (nint row = 0; row < rows; row++)"))
                        {
                            w.Line($"if (columns == 6) {four}({row}, to + (row * 6 * place), place);");
                            w.Line($"else {two}({row}, to + (row * 4 * place), place);");
                        }
                    }
                }
            }
        });
    }
}
