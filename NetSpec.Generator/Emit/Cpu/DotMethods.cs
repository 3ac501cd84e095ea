using System.Linq;

namespace NetSpec.Generator;

/// <summary>Dot products of samples with a few units' weights: lanes are inputs, and the sums' lanes are added up at the end.</summary>
internal static class DotMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Asks for the method over a slice of samples.</summary>
    public static string Samples(KernelContext k)
    {
        var v = k.Target;
        // Samples share the loads of weights: as many as registers hold the sums of.
        var (samples, tallest) = v.Bits == 512 ? (4, 6) : (2, 4);
        var heights = TileHeights.For(k.Plan.InferenceOnly.OfType<DotProducts>().Select(o => o.Output.Width), tallest);
        foreach (var height in heights)
        {
            Tile(v, height, samples, k);
            Tile(v, height, 1, k);
        }
        return k.Need("DotProducts", w =>
        {
            w.Line("// Units of all samples: a sample is length values, one unit's weights after the other's.");
            w.Line(Optimized);
            using (w.Block($"public static void DotProducts<TEpilogue>(int samples, {k.Scalar}* x, nint length, {k.Scalar}* weights, int count, {k.Scalar}* scratch, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line($"{k.Scalar}* sums = stackalloc {k.Scalar}[{16 * samples}];");
                w.Line($"new Span<{k.Scalar}>(sums, {16 * samples}).Clear();");
                w.Line($"new Span<{k.Scalar}>(scratch, 16).Clear();");
                w.Line("nint at = 0;");
                using (w.Block("while (samples > 0)"))
                {
                    w.Line($"var together = samples >= {samples} ? {samples} : 1;");
                    TileHeights.Cover(w, heights, tallest, h =>
                        $"if (together == {samples}) {TileName(h, samples)}(x, length, weights + (row * length), sums + row); else {TileName(h, 1)}(x, length, weights + (row * length), sums + row)");
                    using (w.Block("for (var sample = 0; sample < together; sample++, at += target.Row)"))
                    {
                        w.Line("for (var unit = 0; unit < count; unit++) scratch[unit] = sums[(16 * sample) + unit];");
                        w.Line($"for (nint start = 0; start < count; start += {v.Lanes}) TEpilogue.Store({v.Static}.LoadAligned(scratch + start), target, at + start, start);");
                    }
                    w.Line("x += together * length;");
                    w.Line("samples -= together;");
                }
            }
        });
    }

    /// <summary>Asks for the method that copies a weight.</summary>
    public static string Copy(KernelContext k) => k.Need("CopyForDotProducts", w =>
    {
        w.Line("// A panel of [channels * pixels][units] to [units][pixels][channels], channels with their padding of zeros.");
        w.Line(Optimized);
        using (w.Block($"public static void CopyForDotProducts({k.Scalar}* panel, int pixels, int channels, int stride, int units, {k.Scalar}* to)"))
        using (w.Block("for (var unit = 0; unit < units; unit++, to += pixels * stride)"))
        using (w.Block("for (var channel = 0; channel < channels; channel++)"))
            w.Line("for (var pixel = 0; pixel < pixels; pixel++) to[(pixel * stride) + channel] = panel[(((channel * pixels) + pixel) * 16) + unit];");
    });

    private static void Tile(VectorTarget v, int units, int samples, KernelContext k) => k.Need(TileName(units, samples), w =>
    {
        w.Line($"// {units} units of {samples} {(samples == 1 ? "sample" : "samples")}.");
        w.Line(Optimized);
        using (w.Block($"private static void {TileName(units, samples)}({k.Scalar}* x, nint length, {k.Scalar}* weights, {k.Scalar}* sums)"))
        {
            for (var s = 0; s < samples; s++) w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, units).Select(u => $"c{s}_{u} = {v.Zero}"))};");
            using (w.Block($"for (nint i = 0; i < length; i += {v.Lanes})"))
            {
                w.Line($"{k.Scalar}* a = x + i, b = weights + i;");
                for (var s = 0; s < samples; s++) w.Line($"var x{s} = {v.Static}.LoadAligned(a{Times(s)});");
                for (var u = 0; u < units; u++)
                {
                    var products = Enumerable.Range(0, samples).Select(s => $"c{s}_{u} = {v.Static}.FusedMultiplyAdd(w{u}, x{s}, c{s}_{u});");
                    w.Line($"var w{u} = {v.Static}.LoadAligned(b{Times(u)}); {string.Join(" ", products)}");
                }
            }
            for (var s = 0; s < samples; s++)
                w.Line(string.Join(" ", Enumerable.Range(0, units).Select(u => $"sums[{(16 * s) + u}] = {v.Static}.Sum(c{s}_{u});")));
        }
    });

    private static string Times(int count) => count == 0 ? "" : $" + ({count} * length)";

    private static string TileName(int units, int samples) => $"Dot{units}x{samples}";
}
