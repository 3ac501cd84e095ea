namespace NetSpec.Generator;

/// <summary>Helper methods of convolutions where each channel has a kernel of its own.</summary>
internal static class DepthwiseMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Asks for the method that convolves a slice of samples.</summary>
    public static string Samples(KernelContext k)
    {
        var v = k.Target;
        var (pad, taps) = (WalkMethods.PadSample(k), WalkMethods.TapsAt(k));
        return k.Need("DepthwiseSamples", w =>
        {
            w.Line("// Each channel with its own kernel; the gradient of the input walks over that of the output with the taps in reverse.");
            w.Line(Optimized);
            using (w.Block($"public static void DepthwiseSamples<TEpilogue>(int samples, {k.Scalar}* samplesOfX, in Walk walk, {k.Scalar}* kernels, bool reverse, {k.Scalar}* scratch, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("var padded = (walk.Units + 15) & ~15;");
                w.Line("nint xLine = walk.Pixels.Padded * walk.Row, tapStep = reverse ? -padded : padded;");
                w.Line("if (reverse) kernels += ((nint)walk.Lines.Taps * walk.Pixels.Taps - 1) * padded;");
                w.Line("nint lineStep = walk.Lines.TapStep * walk.Lines.Dilation / walk.Lines.Spacing * xLine, pixelStep = walk.Pixels.TapStep * walk.Pixels.Dilation / walk.Pixels.Spacing * walk.Row;");
                w.Line("nint at = 0, length = walk.Lines.Size * walk.Pixels.Size * walk.Row;");
                using (w.Block("for (; samples > 0; samples--, samplesOfX += length)"))
                {
                    w.Line($"{k.Scalar}* x = {pad}(samplesOfX, walk, scratch);");
                    using (w.Block("for (var line = 0; line < walk.Lines.Places; line++)"))
                    {
                        w.Line($"var lines = {taps}(walk.Lines, line);");
                        using (w.Block("for (var pixel = 0; pixel < walk.Pixels.Places; pixel++, at += target.Row)"))
                        {
                            w.Line($"var pixels = {taps}(walk.Pixels, pixel);");
                            w.Line($"{k.Scalar}* a = x + (lines.At * xLine) + (pixels.At * walk.Row), b = kernels + (((lines.First * walk.Pixels.Taps) + pixels.First) * tapStep);");
                            using (w.Block($"for (var i = 0; i < padded; i += {v.Lanes})"))
                            {
                                w.Line($"var sum = {v.Zero};");
                                w.Line($"{k.Scalar}* aLine = a + i, bLine = b + i;");
                                using (w.Block("for (var n = lines.Count; n > 0; n--, aLine += lineStep, bLine += walk.Lines.TapStep * walk.Pixels.Taps * tapStep)"))
                                {
                                    w.Line($"{k.Scalar}* p = aLine, q = bLine;");
                                    w.Line($"for (var m = pixels.Count; m > 0; m--, p += pixelStep, q += walk.Pixels.TapStep * tapStep) sum = {v.Static}.FusedMultiplyAdd({v.Static}.LoadAligned(p), {v.Static}.LoadAligned(q), sum);");
                                }
                                w.Line("TEpilogue.Store(sum, target, at + i, i);");
                            }
                        }
                    }
                }
            }
        });
    }

    /// <summary>Asks for the method that sums the gradient of the kernels over one padded sample.</summary>
    public static string Gradient(KernelContext k)
    {
        var v = k.Target;
        return k.Need("DepthwiseGradient", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void DepthwiseGradient({k.Scalar}* x, in Walk walk, {k.Scalar}* g, nint gRow, in TileTarget target)"))
            {
                w.Line("nint padded = (walk.Units + 15) & ~15, at = 0, xLine = walk.Pixels.Padded * walk.Row, xPixel = walk.Pixels.Scale * walk.Row;");
                using (w.Block("for (var tapLine = 0; tapLine < walk.Lines.Taps; tapLine++)"))
                using (w.Block("for (var tapPixel = 0; tapPixel < walk.Pixels.Taps; tapPixel++, at += padded)"))
                using (w.Block($"for (nint i = 0; i < padded; i += {v.Lanes})"))
                {
                    w.Line($"var sum = {v.Zero};");
                    w.Line($"{k.Scalar}* line = x + (tapLine * walk.Lines.Dilation * xLine) + (tapPixel * walk.Pixels.Dilation * walk.Row) + i, q = g + i;");
                    using (w.Block("for (var n = walk.Lines.Places; n > 0; n--, line += walk.Lines.Scale * xLine)"))
                    {
                        w.Line($"{k.Scalar}* p = line;");
                        w.Line($"for (var m = walk.Pixels.Places; m > 0; m--, p += xPixel, q += gRow) sum = {v.Static}.FusedMultiplyAdd({v.Static}.LoadAligned(p), {v.Static}.LoadAligned(q), sum);");
                    }
                    w.Line($"{EpilogueEmitter.Gradient}.Store(sum, target, at + i, i);");
                }
            }
        });
    }
}
