using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Depthwise convolution of 3x3 at stride 1 with a place of padding all around: the nine places of a vector of channels stay in registers, and
/// each pixel is loaded once for two lines of pixels and feeds up to six of their sums. Pixels outside are left out, so that nothing is copied.
/// </summary>
internal static class SmallDepthwiseMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";
    private const string Name = "SmallDepthwise";

    /// <summary>Asks for the method that convolves a slice of samples.</summary>
    public static string Samples(KernelContext k)
    {
        var v = k.Target;
        // Two lines of sums, nine places and a pixel: 32 registers, or 16.
        var tallest = v.Bits == 512 ? 8 : 2;
        var heights = TileHeights.For(k.Plan.Operations.OfType<Depthwise>().Where(o => o.IsSmall).Select(o => o.Forward.Pixels.Places), tallest);
        return k.Need($"{Name}Samples", w =>
        {
            w.Line("// The gradient of the input walks over that of the output with the taps in reverse.");
            w.Line(Optimized);
            using (w.Block($"public static void {Name}Samples<TEpilogue>(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* kernels, bool reverse, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("nint padded = (walk.Units + 15) & ~15, tap = reverse ? -padded : padded, xLine = walk.Pixels.Size * walk.Row, yLine = walk.Pixels.Places * target.Row, to = 0;");
                w.Line("int lines = walk.Lines.Places, count = walk.Pixels.Places;");
                w.Line("if (reverse) kernels += 8 * padded;");
                using (w.Block("for (; samples > 0; samples--, x += lines * xLine, to += lines * yLine)"))
                using (w.Block($"for (nint i = 0; i < padded; i += {v.Lanes})"))
                using (w.Block("for (nint y = 0; y < lines; y += 2)"))
                {
                    w.Line("bool hasAbove = y > 0, hasBelow = y + 2 < lines;");
                    TileHeights.Cover(w, heights, tallest, h =>
                        $"if (y + 1 < lines) {Call(2, h)}; else {Call(1, h)}");
                }
            }
            foreach (var height in heights)
            {
                Tile(w, v, 2, height);
                Tile(w, v, 1, height);
            }
        });

        static string Call(int lines, int pixels) =>
            $"{TileName(lines, pixels)}<TEpilogue>(x + ((y - 1) * xLine) + ((row - 1) * walk.Row) + i, xLine, walk.Row, kernels + i, tap, hasAbove, {(lines == 2 ? "hasBelow" : "false")}, row > 0, row + {pixels} < count, target, to + (y * yLine) + (row * target.Row) + i, yLine, i)";
    }

    private static string TileName(int lines, int pixels) => $"{Name}{lines}x{pixels}";

    private static void Tile(SourceWriter w, VectorTarget v, int lines, int pixels)
    {
        var scalar = v.Precision.Keyword;
        w.Line();
        w.Line(Optimized);
        using (w.Block($"public static void {TileName(lines, pixels)}<TEpilogue>({scalar}* x, nint line, nint pixel, {scalar}* kernels, nint tap, bool hasAbove, bool hasBelow, bool hasLeft, bool hasRight, in TileTarget target, nint at, nint yLine, nint column) where TEpilogue : struct, IEpilogue"))
        {
            for (var row = 0; row < 3; row++)
                w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 3).Select(c => $"w{row}{c} = {v.Static}.LoadAligned(kernels + ({(row * 3) + c} * tap))"))};");
            for (var y = 0; y < lines; y++) w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, pixels).Select(p => $"c{y}_{p} = {v.Zero}"))};");
            for (var line = 0; line < lines + 2; line++)
            {
                using (line == 0 ? w.Block("if (hasAbove)") : line == lines + 1 ? w.Block("if (hasBelow)") : null)
                {
                    w.Line($"{scalar}* x{line} = x{(line == 0 ? "" : line == 1 ? " + line" : $" + ({line} * line)")};");
                    for (var place = 0; place < pixels + 2; place++)
                    {
                        using (place == 0 ? w.Block("if (hasLeft)") : place == pixels + 1 ? w.Block("if (hasRight)") : null)
                            Feed(w, v, lines, line, place, pixels);
                    }
                }
            }
            for (var y = 0; y < lines; y++)
            {
                for (var p = 0; p < pixels; p++)
                    w.Line($"TEpilogue.Store(c{y}_{p}, target, at{(y == 0 ? "" : " + yLine")}{(p == 0 ? "" : p == 1 ? " + target.Row" : $" + ({p} * target.Row)")}, column);");
            }
        }
    }

    // One pixel and the sums that it belongs to.
    private static void Feed(SourceWriter w, VectorTarget v, int lines, int line, int place, int pixels)
    {
        var name = $"s{line}_{place}";
        var sums =
            from y in Enumerable.Range(0, lines)
            from column in Enumerable.Range(0, 3)
            let row = line - y
            let pixel = place - column
            where row is >= 0 and < 3 && pixel >= 0 && pixel < pixels
            select $"c{y}_{pixel} = {v.Static}.FusedMultiplyAdd({name}, w{row}{column}, c{y}_{pixel});";
        w.Line($"var {name} = {v.Static}.LoadAligned(x{line}{(place == 0 ? "" : place == 1 ? " + pixel" : $" + ({place} * pixel)")}); {string.Join(" ", sums)}");
    }
}
