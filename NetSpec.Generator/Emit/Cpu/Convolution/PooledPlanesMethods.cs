using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// 3x3 convolution of a few planes, pooled by two, by F(2, 3) down the columns: lanes are output channels, and each value of four transformed
/// lines is broadcast once and feeds up to three multiply-adds.
/// </summary>
internal static class PooledPlanesMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Asks for the method that convolves a slice of samples.</summary>
    public static string Samples(PooledPlanes operation, KernelContext k)
    {
        var columns = NarrowVectors.Round(operation.Output.Width);
        var name = $"PooledPlanes{columns}";
        var (v, transform) = (NarrowVectors.For(k.Target, columns), Lines(k));
        // Two sums a pixel, three places of a kernel and a broadcast fill 32 registers with seven windows, and twelve of 16 with two.
        var tallest = k.Target.Bits == 512 ? 7 : 2;
        var heights = TileHeights.For(k.Plan.InferenceOnly.OfType<PooledPlanes>().Select(o => o.Walk.Pixels.Places / 2), tallest);
        foreach (var height in heights) Tile(v, $"{name}Tile{height}", height, k);
        return k.Need(name, w =>
        {
            w.Line("// Convolution and maxpool of the caller's planes, a line of windows after another; scratch memory holds a line of zeros, then transformed lines.");
            w.Line(Optimized);
            using (w.Block($"public static void {name}<TEpilogue>(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* kernels, {k.Scalar}* scratch, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("nint inside = (walk.Pixels.Before + 15) & ~15, step = (inside + walk.Pixels.Padded - walk.Pixels.Before + 15) & ~15;");
                w.Line("int down = walk.Lines.Places / 2, count = walk.Pixels.Places / 2, zeros = (walk.Pixels.Size + 15) & ~15;");
                w.Line($"global::System.Runtime.InteropServices.NativeMemory.Clear(scratch, (nuint)(zeros + (4 * walk.Inputs * step)) * {k.Target.Precision.Bytes});");
                w.Line($"{k.Scalar}* lines = scratch + zeros, first = lines + inside - walk.Pixels.Before;");
                using (w.Block("for (; samples > 0; samples--, x += walk.Inputs * walk.Lines.Size * walk.Pixels.Size)"))
                using (w.Block($"for (var window = 0; window < down; window++, target.Memory = ({k.Scalar}*)target.Memory + (count * target.Row))"))
                {
                    w.Line($"{transform}(x, walk, 2 * window, scratch, lines + inside, step);");
                    using (w.Block($"for (nint start = 0; start < walk.Units; start += {v.Lanes})"))
                    {
                        w.Line($"{k.Scalar}* u = kernels + (start * {PooledPlanes.Places} * walk.Inputs);");
                        TileHeights.Cover(w, heights, tallest, h =>
                            $"{name}Tile{h}<TEpilogue>(first + (2 * row), step, u, walk.Inputs, target, start + (row * target.Row), start)");
                    }
                }
            }
        });
    }

    /// <summary>Asks for the method that transforms kernels.</summary>
    public static string Kernels(PooledPlanes operation, KernelContext k) => NarrowKernels.Transform(
        k,
        "PooledPlanesKernels",
        operation.Output.Width,
        PooledPlanes.Places,
        "[vectors of units][inputs][lines][columns]: lines g0, (g0 + g1 + g2) / 2, (g0 - g1 + g2) / 2, -g2",
        (w, v) => w.Line($"var half = {v.Number(0.5)};"),
        Columns);

    private static void Columns(SourceWriter w, VectorTarget v)
    {
        using (w.Block("for (nint column = 0; column < 3; column++)"))
        {
            w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 3).Select(row => $"g{row} = {v.Static}.LoadAligned(g + (({3 * row} + column) * step))"))};");
            w.Line($"{v.Precision.Keyword}* to = u + (column * {v.Lanes});");
            w.Line($"g0.StoreAligned(to); ((g0 + g1 + g2) * half).StoreAligned(to + {3 * v.Lanes}); ((g0 - g1 + g2) * half).StoreAligned(to + {6 * v.Lanes}); (-g2).StoreAligned(to + {9 * v.Lanes});");
        }
    }

    // Pixels at the end that fill no vector are transformed again with some before them.
    private static string Lines(KernelContext k)
    {
        var v = k.Target;
        return k.Need("PooledPlanesLines", w =>
        {
            w.Line("// Four lines of every plane, those outside of it zero, transformed: x0 - x2, x1 + x2, x2 - x1, x1 - x3.");
            w.Line(Optimized);
            using (w.Block($"private static void PooledPlanesLines({k.Scalar}* x, in Walk walk, int down, {k.Scalar}* zeros, {k.Scalar}* to, nint step)"))
            {
                w.Line("int lines = walk.Lines.Size, pixels = walk.Pixels.Size;");
                w.Line("down -= walk.Lines.Before;");
                using (w.Block("for (var n = walk.Inputs; n > 0; n--, x += lines * pixels)"))
                {
                    for (var row = 0; row < 4; row++)
                        w.Line($"{k.Scalar}* d{row} = (uint)(down + {row}) < (uint)lines ? x + ((down + {row}) * pixels) : zeros;");
                    w.Line($"{k.Scalar}* t0 = to, t1 = t0 + step, t2 = t1 + step, t3 = t2 + step;");
                    using (w.Block($"if (pixels < {v.Lanes})"))
                    {
                        using (w.Block("for (var p = 0; p < pixels; p++)"))
                            w.Line("(t0[p], t1[p], t2[p], t3[p]) = (d0[p] - d2[p], d1[p] + d2[p], d2[p] - d1[p], d1[p] - d3[p]);");
                    }
                    using (w.Block("else"))
                    using (w.Block($"for (nint next = 0; next < pixels; next += {v.Lanes})"))
                    {
                        w.Line($"var p = global::System.Math.Min(next, pixels - {v.Lanes});");
                        w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(row => $"x{row} = {v.Static}.Load(d{row} + p)"))};");
                        w.Line("(x0 - x2).Store(t0 + p); (x1 + x2).Store(t1 + p); (x2 - x1).Store(t2 + p); (x1 - x3).Store(t3 + p);");
                    }
                    w.Line("to += 4 * step;");
                }
            }
        });
    }

    // The upper pixel is m0 + m1 + m2 and the lower one m1 - m2 - m3: what they share, m1 + m2 and m1 - m2, begins their sums over the lines 0 and 3.
    private static void Tile(VectorTarget v, string name, int windows, KernelContext k) => k.Need(name, w =>
    {
        var (pixels, greatest) = (2 * windows, PooledGreatest.Of(v, k));
        w.Line($"// {windows} windows of the pool: 2 lines of {pixels} pixels.");
        w.Line(Optimized);
        using (w.Block($"private static void {name}<TEpilogue>({k.Scalar}* x, nint step, {k.Scalar}* u, int channels, in TileTarget target, nint at, nint column) where TEpilogue : struct, IEpilogue"))
        {
            for (var line = 1; line <= 2; line++) w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, pixels).Select(p => $"c{line}_{p} = {v.Zero}"))};");
            Sums(1, 1, 2, 2);
            for (var p = 0; p < pixels; p++) w.Line($"var shared{p} = c1_{p} + c2_{p}; c2_{p} = c1_{p} - c2_{p}; c1_{p} = shared{p};");
            Sums(0, 1, 3, 2);
            for (var p = 0; p < pixels; p += 2)
            {
                w.Line($"TEpilogue.Store({greatest}(c1_{p}, c1_{p + 1}, c2_{p}, c2_{p + 1}), target, at, column);");
                if (p + 2 < pixels) w.Line("at += target.Row;");
            }
        }

        void Sums(int first, int firstSum, int second, int secondSum)
        {
            var (a, b) = ($"x{first}", $"x{second}");
            w.Line($"{k.Scalar}* {a} = x + ({first} * step), {b} = x + ({second} * step), w{first} = u;");
            using (w.Block($"for (var n = channels; n > 0; n--, {a} += 4 * step, {b} += 4 * step, w{first} += {PooledPlanes.Places * v.Lanes})"))
            {
                Line(first, firstSum, first);
                Line(second, secondSum, first);
            }
        }

        void Line(int line, int sum, int kernels)
        {
            w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 3).Select(c => $"u{line}{c} = {v.Static}.LoadAligned(w{kernels} + {((3 * line) + c) * v.Lanes})"))};");
            for (var place = 0; place < pixels + 2; place++)
            {
                var value = $"s{line}_{place}";
                var products = Enumerable.Range(0, 3).Where(c => place - c >= 0 && place - c < pixels)
                    .Select(c => $"c{sum}_{place - c} = {v.Static}.FusedMultiplyAdd({value}, u{line}{c}, c{sum}_{place - c});");
                w.Line($"var {value} = {v.Static}.Create(x{line}[{place}]); {string.Join(" ", products)}");
            }
        }
    });
}
