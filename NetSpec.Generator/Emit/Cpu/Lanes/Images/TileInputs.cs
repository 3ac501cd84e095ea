using System.Linq;

namespace NetSpec.Generator;

/// <summary>Transforming tiles side by side of a block of images, channel by channel.</summary>
internal static class TileInputs
{
    /// <summary>Asks for the method; gives its name.</summary>
    public static string Method(KernelContext k)
    {
        var v = k.Target;
        var (two, four) = (LineTransform.Of(false).Values(k), LineTransform.Of(true).Values(k));
        return k.Need("TileInputs", w =>
        {
            w.Line("// Tiles side by side, down the columns and then across: to [places][tiles][channels]. A column is transformed once for the two tiles that it belongs to.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"private static void TileInputs({k.Scalar}* x, nint line, nint plane, int channels, int tiles, bool isTall, bool isWide, {k.Scalar}* half, {k.Scalar}* to)"))
            {
                w.Line("int rows = isTall ? 6 : 4, columns = isWide ? (4 * tiles) + 2 : (2 * tiles) + 2;");
                w.Line($"nint tile = channels * {v.Lanes}, place = tiles * tile;");
                using (w.Block($"for (; channels > 0; channels--, x += plane, to += {v.Lanes})"))
                {
                    w.Line($"{k.Scalar}* d = x, h = half;");
                    w.Line("if (isTall)");
                    w.Line($"    for (var i = columns; i > 0; i--, d += {v.Lanes}, h += {v.Lanes}) {four}({Loads(6, i => $"({i} * line)")}, h, {TileMemory.Line * v.Lanes});");
                    w.Line("else");
                    w.Line($"    for (var i = columns; i > 0; i--, d += {v.Lanes}, h += {v.Lanes}) {two}({Loads(4, i => $"({i} * line)")}, h, {TileMemory.Line * v.Lanes});");
                    w.Line($"{k.Scalar}* row = half, t = to;");
                    using (w.Block($"for (; rows > 0; rows--, row += {TileMemory.Line * v.Lanes}, t += isWide ? 6 * place : 4 * place)"))
                    {
                        w.Line($"{k.Scalar}* into = t;");
                        w.Line("d = row;");
                        w.Line("if (isWide)");
                        w.Line($"    for (var i = tiles; i > 0; i--, d += {4 * v.Lanes}, into += tile) {four}({Loads(6, i => $"{i * v.Lanes}")}, into, place);");
                        w.Line("else");
                        w.Line($"    for (var i = tiles; i > 0; i--, d += {2 * v.Lanes}, into += tile) {two}({Loads(4, i => $"{i * v.Lanes}")}, into, place);");
                    }
                    w.Line("rows = isTall ? 6 : 4;");
                }
            }
        });

        string Loads(int count, System.Func<int, string> at) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"{v.Static}.LoadAligned(d + {at(i)})"));
    }
}
