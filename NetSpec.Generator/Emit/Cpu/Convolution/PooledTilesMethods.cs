using System.Linq;

namespace NetSpec.Generator;

/// <summary>F(2x2, 3x3) of few channels, pooled by two: tiles' sums stay in registers, a line of four places at a time.</summary>
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
        // A load of a kernel serves as many tiles as registers hold the sums of four places of; on 512 bits every operand in memory costs as much as a multiply-add.
        var tallest = k.Target.Bits == 512 ? PooledTiles.TilesAtOnce : 3;
        var heights = TileHeights.For(k.Plan.InferenceOnly.OfType<PooledTiles>().Select(o => o.Walk.Pixels.Places / 2), tallest);
        var transform = Inputs(inputs, k);
        foreach (var height in heights) Tile(columns, height, v, k);
        return k.Need(name, w =>
        {
            w.Line("// Convolution by F(2x2, 3x3) and maxpool, a line of windows after another; scratch memory holds a line of zeros, tiles' inputs and sums.");
            w.Line(Optimized);
            using (w.Block($"public static void {name}<TEpilogue>(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* kernels, {k.Scalar}* scratch, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("nint line = walk.Pixels.Size * walk.Row;");
                w.Line("int down = walk.Lines.Places / 2, across = walk.Pixels.Places / 2;");
                w.Line($"global::System.Runtime.InteropServices.NativeMemory.Clear(scratch, (nuint)line * {k.Target.Precision.Bytes});");
                w.Line($"{k.Scalar}* transformed = scratch + line, sums = transformed + {PooledTiles.TilesAtOnce * TileStep};");
                using (w.Block("for (; samples > 0; samples--, x += walk.Lines.Size * line)"))
                using (w.Block($"for (var row = 0; row < down; row++, target.Memory = ({k.Scalar}*)target.Memory + (across * target.Row))"))
                {
                    w.Line("var right = 0;");
                    using (w.Block($"for (var groups = (across + {tallest - 1}) / {tallest}; groups > 0; groups--)"))
                    {
                        w.Line("var tiles = (across - right + groups - 1) / groups;");
                        w.Line($"{transform}(x, walk, 2 * row, 2 * right, tiles, scratch, transformed);");
                        using (w.Block($"for (nint start = 0; start < walk.Units; start += {v.Lanes})"))
                        {
                            w.Line($"{k.Scalar}* u = kernels + (start * {WinogradTile.Small.Places} * walk.Inputs);");
                            w.Line("var at = (right * target.Row) + start;");
                            using (w.Block("switch (tiles)"))
                            {
                                foreach (var height in heights)
                                    w.Line($"case {height}: {TileName(columns, height)}<TEpilogue>(transformed, u, walk.Inputs, sums, target, at, start); break;");
                            }
                        }
                        w.Line("right += tiles;");
                    }
                }
            }
        });
    }

    /// <summary>Asks for the method that transforms kernels.</summary>
    public static string Kernels(PooledTiles operation, KernelContext k) => NarrowKernels.Transform(
        k,
        "PooledTilesKernels",
        operation.Output.Width,
        WinogradTile.Small.Places,
        "[vectors of units][inputs][places]",
        Transform.KernelConstants,
        (w, v) => Transform.Kernels(w, v, place => $"u + {place * v.Lanes}"));

    // A column of pixels is transformed once for the two tiles that it belongs to.
    private static string Inputs(int channels, KernelContext k)
    {
        var v = NarrowVectors.For(k.Target, channels);
        return k.Need($"PooledTilesInputs{channels}", w =>
        {
            w.Line("// Tiles of 4x4 pixels, two apart, to [tiles][places][channels]; outside of the image all is zero.");
            w.Line(Optimized);
            using (w.Block($"public static void PooledTilesInputs{channels}({k.Scalar}* image, in Walk walk, int down, int right, int tiles, {k.Scalar}* zeros, {k.Scalar}* to)"))
            {
                w.Line("int lines = walk.Lines.Size, pixels = walk.Pixels.Size;");
                w.Line("nint pixel = walk.Row, line = pixels * pixel;");
                w.Line("down -= walk.Lines.Before;");
                w.Line("right -= walk.Pixels.Before;");
                for (var row = 0; row < 4; row++)
                    w.Line($"{k.Scalar}* d{row} = (uint)(down + {row}) < (uint)lines ? image + ((down + {row}) * line) : zeros;");
                using (w.Block($"for (nint i = 0; i < walk.Inputs; i += {v.Lanes}, to += {v.Lanes})"))
                {
                    w.Line($"{k.Scalar}* v = to;");
                    w.Line("var column = right;");
                    w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 8).Select(t => $"t{t % 4}{t / 4} = {v.Zero}"))};");
                    using (w.Block("for (var n = tiles; n >= 0; n--)"))
                    {
                        for (var c = 2; c < 4; c++)
                        {
                            w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(row => $"t{row}{c} = {v.Zero}"))};");
                            using (w.Block("if ((uint)column < (uint)pixels)"))
                            {
                                w.Line("var at = (column * pixel) + i;");
                                w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(row => $"x{row} = {v.Static}.LoadAligned(d{row} + at)"))};");
                                w.Line($"t0{c} = x0 - x2; t1{c} = x1 + x2; t2{c} = x2 - x1; t3{c} = x1 - x3;");
                            }
                            w.Line("column++;");
                        }
                        using (w.Block("if (n < tiles)"))
                        {
                            for (var row = 0; row < 4; row++)
                            {
                                Store($"t{row}0 - t{row}2", row * 4);
                                Store($"t{row}1 + t{row}2", (row * 4) + 1);
                                Store($"t{row}2 - t{row}1", (row * 4) + 2);
                                Store($"t{row}1 - t{row}3", (row * 4) + 3);
                            }
                            w.Line($"v += {TileStep};");
                        }
                        for (var row = 0; row < 4; row++) w.Line($"t{row}0 = t{row}2; t{row}1 = t{row}3;");
                    }
                }
            }
            void Store(string value, int place) => w.Line($"({value}).StoreAligned(v + {place * PooledTiles.PlaceStep});");
        });
    }

    // A' m A with A' = (1 1 1 0, 0 1 -1 -1): a line of four places is summed up and combined at a time, then the four lines are.
    private static void Tile(int columns, int tiles, VectorTarget v, KernelContext k) => k.Need(TileName(columns, tiles), w =>
    {
        w.Line($"// {tiles} tiles.");
        w.Line(Optimized);
        using (w.Block($"public static void {TileName(columns, tiles)}<TEpilogue>({k.Scalar}* v, {k.Scalar}* u, int channels, {k.Scalar}* sums, in TileTarget target, nint at, nint column) where TEpilogue : struct, IEpilogue"))
        {
            using (w.Block($"for (var line = 0; line < 4; line++, v += {4 * PooledTiles.PlaceStep}, u += {4 * v.Lanes})"))
            {
                for (var t = 0; t < tiles; t++)
                    w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(p => $"m{t}_{p} = {v.Zero}"))};");
                w.Line($"{k.Scalar}* a = v, b = u;");
                using (w.Block($"for (var n = channels; n > 0; n--, a++, b += {WinogradTile.Small.Places * v.Lanes})"))
                {
                    for (var p = 0; p < 4; p++)
                    {
                        var products = Enumerable.Range(0, tiles).Select(t => $"m{t}_{p} = {v.Static}.FusedMultiplyAdd({v.Static}.Create(a[{(t * TileStep) + (p * PooledTiles.PlaceStep)}]), u{p}, m{t}_{p});");
                        w.Line($"var u{p} = {v.Static}.LoadAligned(b + {p * v.Lanes}); {string.Join(" ", products)}");
                    }
                }
                for (var t = 0; t < tiles; t++)
                {
                    w.Line($"(m{t}_0 + (m{t}_1 + m{t}_2)).StoreAligned(sums); (m{t}_1 - m{t}_2 - m{t}_3).StoreAligned(sums + {v.Lanes});");
                    w.Line($"sums += {2 * v.Lanes};");
                }
            }
            w.Line($"sums -= {4 * tiles * 2 * v.Lanes};");
            using (w.Block($"for (var n = {tiles}; n > 0; n--, sums += {2 * v.Lanes}, at += target.Row)"))
            {
                for (var line = 0; line < 4; line++)
                    w.Line($"{v.Type} p{line} = {v.Static}.LoadAligned(sums + {line * tiles * 2 * v.Lanes}), q{line} = {v.Static}.LoadAligned(sums + {(line * tiles * 2 * v.Lanes) + v.Lanes});");
                w.Line($"TEpilogue.Store({PooledGreatest.Of(v, k)}(p0 + p1 + p2, q0 + q1 + q2, p1 - p2 - p3, q1 - q2 - q3), target, at, column);");
            }
        }
    });

    private static string TileName(int columns, int tiles) => $"PooledTile{columns}x{tiles}";
}
