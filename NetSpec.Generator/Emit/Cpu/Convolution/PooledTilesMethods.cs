using System.Linq;

namespace NetSpec.Generator;

/// <summary>F(2x2, 3x3) of few channels, pooled by two: a tile's sixteen sums stay in registers, half of them at a time.</summary>
internal sealed class PooledTilesMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";
    private static readonly WinogradTransform Transform = WinogradTransform.Of(WinogradTile.Small);
    private static readonly int TileStep = WinogradTile.Small.Places * PooledTiles.PlaceStep;

    /// <summary>Asks for the method that convolves a slice of samples.</summary>
    public static string Samples(PooledTiles operation, KernelContext k)
    {
        var (inputs, columns) = (NarrowVectors.Round(operation.Input.Width), NarrowVectors.Round(operation.Output.Width));
        var name = $"PooledTiles{inputs}To{columns}";
        var v = NarrowVectors.For(k.Target, columns);
        var (copy, transform) = (WalkMethods.CopyInside(k), Inputs(inputs, k));
        // Two tiles share the loads of the kernels where 32 registers hold the sums of both.
        var tiles = k.Target.Bits == 512 ? new[] { 2, 1 } : [1];
        foreach (var count in tiles) Tile(columns, count, v, k);
        return k.Need(name, w =>
        {
            w.Line("// Convolution by F(2x2, 3x3) and maxpool; the zeros around the copy in scratch memory stay from sample to sample.");
            w.Line(Optimized);
            using (w.Block($"public static void {name}<TEpilogue>(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* kernels, {k.Scalar}* scratch, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("nint xSample = walk.Lines.Size * walk.Pixels.Size * walk.Row, length = walk.Lines.Padded * walk.Pixels.Padded * walk.Row;");
                w.Line("int across = walk.Pixels.Places / 2, count = walk.Lines.Places / 2 * across;");
                w.Line("var copies = length > xSample;");
                w.Line($"if (copies) global::System.Runtime.InteropServices.NativeMemory.Clear(scratch, (nuint)length * {k.Target.Precision.Bytes});");
                w.Line($"{k.Scalar}* transformed = copies ? scratch + length : scratch;");
                using (w.Block("for (; samples > 0; samples--, x += xSample)"))
                {
                    w.Line($"if (copies) {copy}(x, walk, scratch);");
                    using (w.Block($"for (var first = 0; first < count; first += {PooledTiles.TilesAtOnce})"))
                    {
                        w.Line($"var tiles = global::System.Math.Min({PooledTiles.TilesAtOnce}, count - first);");
                        w.Line($"{transform}(copies ? scratch : x, walk, first, tiles, across, transformed);");
                        using (w.Block($"for (nint start = 0; start < walk.Units; start += {v.Lanes})"))
                        {
                            w.Line($"{k.Scalar}* v = transformed, u = kernels + (start * {WinogradTile.Small.Places} * walk.Inputs);");
                            w.Line("var at = (first * target.Row) + start;");
                            w.Line("var left = tiles;");
                            foreach (var count in tiles)
                                w.Line($"for (; left >= {count}; left -= {count}, v += {count * TileStep}, at += {(count == 1 ? "" : $"{count} * ")}target.Row) {TileName(columns, count)}<TEpilogue>(v, u, walk.Inputs, target, at, start);");
                        }
                    }
                    w.Line($"target.Memory = ({k.Scalar}*)target.Memory + (count * target.Row);");
                }
            }
        });
    }

    /// <summary>Asks for the method that transforms kernels.</summary>
    public static string Kernels(PooledTiles operation, KernelContext k)
    {
        var columns = NarrowVectors.Round(operation.Output.Width);
        var v = NarrowVectors.For(k.Target, columns);
        return k.Need($"PooledTilesKernels{columns}", w =>
        {
            w.Line("// Panels of [taps][inputs] to [vectors of units][inputs][places].");
            w.Line(Optimized);
            using (w.Block($"public static void PooledTilesKernels{columns}({k.Scalar}* panels, int inputs, int units, {k.Scalar}* u)"))
            {
                w.Line("int padded = (units + 15) & ~15;");
                Transform.KernelConstants(w, v);
                using (w.Block($"for (var start = 0; start < units; start += {v.Lanes})"))
                {
                    w.Line("int panel = start & ~31, width = global::System.Math.Min(32, padded - panel);");
                    w.Line("nint step = (nint)inputs * width;");
                    w.Line($"{k.Scalar}* g = panels + ((nint)panel * 9 * inputs) + (start - panel);");
                    using (w.Block($"for (var i = 0; i < inputs; i++, g += width, u += {WinogradTile.Small.Places * v.Lanes})"))
                        Transform.Kernels(w, v, place => $"u + {place * v.Lanes}");
                }
            }
        });
    }

    private static string Inputs(int channels, KernelContext k)
    {
        var v = NarrowVectors.For(k.Target, channels);
        return k.Need($"PooledTilesInputs{channels}", w =>
        {
            w.Line("// Tiles of 4x4 pixels, two apart, to [tiles][places][channels].");
            w.Line(Optimized);
            using (w.Block($"public static void PooledTilesInputs{channels}({k.Scalar}* image, in Walk walk, int first, int tiles, int across, {k.Scalar}* to)"))
                Transform.Tiles(w, v, $"to += {TileStep}", place => $"v + {place * PooledTiles.PlaceStep}");
        });
    }

    // Rows 0 and 1 of the sixteen sums, then 2 and 3: A' m A with A' = (1 1 1 0, 0 1 -1 -1), a row of m A at a time.
    private static void Tile(int columns, int tiles, VectorTarget v, KernelContext k) => k.Need(TileName(columns, tiles), w =>
    {
        w.Line(Optimized);
        using (w.Block($"public static void {TileName(columns, tiles)}<TEpilogue>({k.Scalar}* v, {k.Scalar}* u, int channels, in TileTarget target, nint at, nint column) where TEpilogue : struct, IEpilogue"))
        {
            Products(w, v, tiles, 0, declare: true);
            for (var t = 0; t < tiles; t++)
            {
                w.Line($"var p{t} = {First(t, 0)}; var q{t} = {Second(t, 0)}; var r{t} = {First(t, 1)}; var s{t} = {Second(t, 1)};");
                w.Line($"p{t} += r{t}; q{t} += s{t};");
            }
            Products(w, v, tiles, 2, declare: false);
            for (var t = 0; t < tiles; t++)
            {
                w.Line($"var d{t} = {First(t, 0)}; var e{t} = {Second(t, 0)};");
                w.Line($"p{t} += d{t}; q{t} += e{t}; r{t} -= d{t} + {First(t, 1)}; s{t} -= e{t} + {Second(t, 1)};");
                w.Line($"TEpilogue.Store({v.Static}.Max({v.Static}.Max(p{t}, q{t}), {v.Static}.Max(r{t}, s{t})), target, at{(t == 0 ? "" : " + target.Row")}, column);");
            }
        }
    });

    private static void Products(SourceWriter w, VectorTarget v, int tiles, int row, bool declare)
    {
        var places = Enumerable.Range(0, 8).ToList();
        var scalar = v.Precision.Keyword;
        for (var t = 0; t < tiles; t++)
            w.Line($"{(declare ? v.Type + " " : "")}{string.Join(declare ? ", " : "; ", places.Select(p => $"m{t}_{p} = {v.Zero}"))};");
        w.Line($"{(declare ? scalar + "* " : "")}a = v + {row * 4 * PooledTiles.PlaceStep}{(declare ? ", " : "; ")}b = u + {row * 4 * v.Lanes};");
        using (w.Block($"for (var n = channels; n > 0; n--, a++, b += {WinogradTile.Small.Places * v.Lanes})"))
        {
            foreach (var p in places)
            {
                var sums = Enumerable.Range(0, tiles).Select(t => $"m{t}_{p} = {v.Static}.FusedMultiplyAdd({v.Static}.Create(a[{(t * TileStep) + (p * PooledTiles.PlaceStep)}]), u{p}, m{t}_{p});");
                w.Line($"var u{p} = {v.Static}.LoadAligned(b + {p * v.Lanes}); {string.Join(" ", sums)}");
            }
        }
    }

    private static string First(int tile, int row) => $"(m{tile}_{row * 4} + m{tile}_{(row * 4) + 1} + m{tile}_{(row * 4) + 2})";

    private static string Second(int tile, int row) => $"(m{tile}_{(row * 4) + 1} - m{tile}_{(row * 4) + 2} - m{tile}_{(row * 4) + 3})";

    private static string TileName(int columns, int tiles) => $"PooledTile{columns}x{tiles}";
}
