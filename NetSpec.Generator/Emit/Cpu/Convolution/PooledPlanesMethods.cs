using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Direct 3x3 convolution of a few planes, pooled by two: lanes are output channels, the nine places of a kernel stay in registers, and each
/// input is broadcast once and feeds up to six multiply-adds of two lines of pixels.
/// </summary>
internal static class PooledPlanesMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Asks for the method that convolves a slice of samples.</summary>
    public static string Samples(PooledPlanes operation, KernelContext k)
    {
        var columns = NarrowVectors.Round(operation.Output.Width);
        var name = $"PooledPlanes{columns}";
        var (v, copy) = (NarrowVectors.For(k.Target, columns), WalkMethods.CopyInside(k));
        // With 32 registers four windows of four sums leave room for nine kernel places; with 16 two of them for six.
        var tallest = k.Target.Bits == 512 ? 4 : 2;
        var heights = TileHeights.For(k.Plan.InferenceOnly.OfType<PooledPlanes>().Select(o => o.Walk.Pixels.Places / 2), tallest);
        k.Need(name, w =>
        {
            w.Line("// Convolution and maxpool of the caller's planes; the zeros around the copy in scratch memory stay from sample to sample.");
            w.Line(Optimized);
            using (w.Block($"public static void {name}<TEpilogue>(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* panels, {k.Scalar}* scratch, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("nint plane = walk.Lines.Size * walk.Pixels.Size, line = walk.Pixels.Padded, paddedPlane = walk.Lines.Padded * line;");
                w.Line("int down = walk.Lines.Places / 2, count = walk.Pixels.Places / 2, padded = (walk.Units + 15) & ~15;");
                w.Line($"global::System.Runtime.InteropServices.NativeMemory.Clear(scratch, (nuint)(walk.Inputs * paddedPlane) * {k.Target.Precision.Bytes});");
                using (w.Block("for (; samples > 0; samples--)"))
                {
                    w.Line($"for (var channel = 0; channel < walk.Inputs; channel++, x += plane) {copy}(x, walk, scratch + (channel * paddedPlane));");
                    using (w.Block($"for (nint start = 0; start < walk.Units; start += {v.Lanes})"))
                    {
                        w.Line("nint panel = start & ~31, width = global::System.Math.Min(32, padded - panel);");
                        w.Line($"{k.Scalar}* kernels = panels + (panel * 9 * walk.Inputs) + (start - panel), image = scratch;");
                        w.Line("nint at = start;");
                        using (w.Block("for (var n = down; n > 0; n--, image += 2 * line, at += count * target.Row)"))
                        {
                            TileHeights.Cover(w, heights, tallest, h =>
                                $"{name}Tile{h}<TEpilogue>(image + (2 * row), line, paddedPlane, kernels, width, walk.Inputs, target, at + (row * target.Row), start)");
                        }
                    }
                    w.Line($"target.Memory = ({k.Scalar}*)target.Memory + (down * count * target.Row);");
                }
            }
            foreach (var height in heights) Tile(w, v, $"{name}Tile{height}", height);
        });
        return name;
    }

    private static void Tile(SourceWriter w, VectorTarget v, string name, int windows)
    {
        var (scalar, pixels) = (v.Precision.Keyword, 2 * windows);
        w.Line();
        w.Line($"// {windows} windows of the pool: 2 lines of {pixels} pixels.");
        w.Line(Optimized);
        using (w.Block($"public static void {name}<TEpilogue>({scalar}* x, nint line, nint plane, {scalar}* kernels, nint width, int channels, in TileTarget target, nint at, nint column) where TEpilogue : struct, IEpilogue"))
        {
            for (var y = 0; y < 2; y++) w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, pixels).Select(p => $"c{y}_{p} = {v.Zero}"))};");
            w.Line("nint tap = width * channels;");
            using (w.Block("for (; channels > 0; channels--, x += plane, kernels += width)"))
            {
                for (var row = 0; row < 3; row++)
                    w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 3).Select(c => $"w{row}{c} = {v.Static}.LoadAligned(kernels + ({(row * 3) + c} * tap))"))};");
                w.Line($"{scalar}* x0 = x, x1 = x0 + line, x2 = x1 + line, x3 = x2 + line;");
                for (var line = 0; line < 4; line++)
                {
                    for (var place = 0; place < pixels + 2; place++) Feed(w, v, line, place, pixels);
                }
            }
            for (var p = 0; p < pixels; p += 2)
            {
                w.Line($"TEpilogue.Store({v.Static}.Max({v.Static}.Max(c0_{p}, c0_{p + 1}), {v.Static}.Max(c1_{p}, c1_{p + 1})), target, at, column);");
                if (p + 2 < pixels) w.Line("at += target.Row;");
            }
        }
    }

    // One input and the sums that it belongs to.
    private static void Feed(SourceWriter w, VectorTarget v, int line, int place, int pixels)
    {
        var name = $"s{line}_{place}";
        var sums =
            from y in Enumerable.Range(0, 2)
            from column in Enumerable.Range(0, 3)
            let row = line - y
            let pixel = place - column
            where row is >= 0 and < 3 && pixel >= 0 && pixel < pixels
            select $"c{y}_{pixel} = {v.Static}.FusedMultiplyAdd({name}, w{row}{column}, c{y}_{pixel});";
        w.Line($"var {name} = {v.Static}.Create(x{line}[{place}]); {string.Join(" ", sums)}");
    }
}
