namespace NetSpec.Generator;

/// <summary>Softmax and negative log likelihood in one, from logits; the target is a class, or a distribution.</summary>
internal static class CrossEntropyLoss
{
    public static void Print(KernelContext k)
    {
        var v = k.Target;
        var (keep, normaliser) = (RowMethods.KeepUnits(k), SoftmaxEmitter.Normaliser(k));
        var name = k.Need("CrossEntropyLoss", w =>
        {
            w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (w.Block($"public static double CrossEntropyLoss(int rows, {k.Scalar}* y, nint yRow, {k.Scalar}* target, bool soft, {k.Scalar}* weights, {k.Scalar} scale, {k.Scalar}* g, nint gRow, int units)"))
            {
                w.Line("var total = 0.0;");
                using (w.Block("for (var row = 0; row < rows; row++, y += yRow, g += gRow)"))
                {
                    w.Line("var weight = weights == null ? scale : scale * weights[row];");
                    w.Line($"{k.Scalar} largest;");
                    w.Line($"var normaliser = {normaliser}(y, units, &largest);");
                    w.Line("var mass = weight;");
                    using (w.Block("if (soft)"))
                    {
                        w.Line("mass = 0;");
                        w.Line("for (var i = 0; i < units; i++) mass += weight * target[i];");
                    }
                    using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
                        w.Line($"{keep}({v.Static}.Create(mass) * Exp(({v.Static}.LoadAligned(y + i) - {v.Static}.Create(largest)) - {v.Static}.Create(normaliser)), units - i).StoreAligned(g + i);");
                    using (w.Block("if (soft)"))
                    {
                        using (w.Block("for (var i = 0; i < units; i++)"))
                        {
                            w.Line("total += weight * target[i] * (normaliser - (y[i] - largest));");
                            w.Line("g[i] -= weight * target[i];");
                        }
                        w.Line("target += units;");
                    }
                    using (w.Block("else"))
                    {
                        w.Line("var label = (int)*target++;");
                        w.Line("total += weight * (normaliser - (y[label] - largest));");
                        w.Line("g[label] -= weight;");
                    }
                }
                w.Line("return total;");
            }
        });
        var output = k.Plan.Output;
        k.Writer.Line($"loss = {k.Call(name)}(samples, {output.Name}, {output.Stride}, slice.Target, slice.SoftTargets, slice.SampleWeights, slice.Scale, {output.GradientName}, {output.GradientStride}, {output.Width});");
    }
}
