using System.Linq;

namespace NetSpec.Generator;

/// <summary>Batch normalisation: in training three passes over the rows (mean, variance, result), at inference the last of them or none.</summary>
internal sealed class NormaliseBatchEmitter : OperationEmitter<NormaliseBatch>
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    public override string Form(Operation operation) => "batch statistics in training, running ones at inference";

    /// <summary>Prints the call that turns a folded normalisation into a scale and a shift.</summary>
    public static void Fold(WeightedSum sum, KernelContext k)
    {
        var (folded, o) = (sum.Folded!, sum.Folded!.Normalisation);
        var name = k.Need("FoldNormalisation", w =>
        {
            w.Line("// ((x + ownBias - mean) / deviation * scale) + bias as x * factor + shift; ownBias is that of the sum before, null where it has none.");
            using (w.Block($"public static void FoldNormalisation({k.Scalar}* mean, {k.Scalar}* variance, {k.Scalar} epsilon, {k.Scalar}* scale, {k.Scalar}* bias, {k.Scalar}* ownBias, {k.Scalar}* factor, {k.Scalar}* shift, int units)"))
            using (w.Block("for (var i = 0; i < units; i++)"))
            {
                w.Line($"factor[i] = scale[i] / {k.Scalar}.Sqrt(variance[i] + epsilon);");
                w.Line("shift[i] = bias[i] + (((ownBias == null ? 0 : ownBias[i]) - mean[i]) * factor[i]);");
            }
        });
        var ownBias = sum.Bias is { } own ? $"parameters + {own.Offset}" : "null";
        var p = o.Parameters;
        k.Writer.Line($"{k.Call(name)}(parameters + {p.RunningMean.Offset}, parameters + {p.RunningVariance.Offset}, {k.Target.Precision.Literal(o.Epsilon)}, parameters + {p.Scale.Offset}, parameters + {p.Bias.Offset}, {ownBias}, packed + {folded.Scale}, packed + {folded.Shift}, {o.Output.Width});");
    }

    protected override void Forward(NormaliseBatch o, KernelContext k)
    {
        var p = o.Parameters;
        var (mean, variance) = ($"parameters + {p.RunningMean.Offset}", $"parameters + {p.RunningVariance.Offset}");
        if (!k.IsInference)
        {
            Measure(o, k, mean, variance);
            (mean, variance) = ($"training ? {o.Mean.Name} : {mean}", $"training ? {o.Variance.Name} : {variance}");
        }
        k.Writer.Line($"{k.Call(Factors(k))}({variance}, parameters + {p.Scale.Offset}, {k.Target.Precision.Literal(o.Epsilon)}, {o.InverseDeviation.Name}, {o.Factor.Name}, {o.Output.Width});");
        k.Writer.Line($"{k.Call(Apply(o, k))}({KernelContext.Rows(o.Input)}, {o.Input.Name}, {o.Input.Stride}, {mean}, {o.Factor.Name}, parameters + {p.Bias.Offset}, {o.Output.Name}, {o.Output.Stride}, {o.Output.Width});");
    }

    // Each slice measures itself, and then joins what all of them measured, in order: every slice gets the same bits, whatever the threads.
    private static void Measure(NormaliseBatch o, KernelContext k, string runningMean, string runningVariance)
    {
        var units = o.Output.Width;
        using (k.Writer.Block("if (training)"))
            k.Writer.Line($"{k.Call(BatchMethods.Measure(k))}({KernelContext.Rows(o.Input)}, {o.Input.Name}, {o.Input.Stride}, {o.SliceMean.Name}, {o.SliceSquares.Name}, {units});");
        k.EndStage("training", "");
        using (k.Writer.Block("if (training)"))
        {
            k.Writer.Line($"{k.Call(BatchMethods.JoinMeasures(k))}(batch, {o.Input.RowsPerSample}, {o.SliceMean.Place.Offset}, {o.SliceSquares.Place.Offset}, {o.Mean.Name}, {o.Variance.Name}, {units});");
            k.Writer.Line($"if (firstSample == 0) {k.Call(BatchMethods.Update(k))}(batch.Samples * {o.Input.RowsPerSample}, {k.Target.Precision.Literal(o.Momentum)}, {o.Mean.Name}, {o.Variance.Name}, {runningMean}, {runningVariance}, {units});");
        }
    }

    protected override void Backward(NormaliseBatch o, KernelContext k)
    {
        var (p, rows, units) = (o.Parameters, KernelContext.Rows(o.Output), o.Output.Width);
        MapEmitter.ApplyDerivative(o, k);
        var gradient = $"{o.Output.GradientName}, {o.Output.GradientStride}";
        var centred = $"{o.Input.Name}, {o.Input.Stride}, slice.Training ? {o.Mean.Name} : parameters + {p.RunningMean.Offset}, {o.InverseDeviation.Name}";
        var sum = RowMethods.SumRows(k);
        k.Writer.Line($"{k.Call(sum)}({rows}, {gradient}, {o.SliceBiasSum.Name}, {units}, false);");
        k.Writer.Line($"{k.Call(SumNormalised(k))}({rows}, {gradient}, {centred}, {o.SliceScaleSum.Name}, {units}, false);");
        k.Writer.Line($"{k.Call(sum)}(1, {o.SliceScaleSum.Name}, 0, gradient + {p.Scale.Offset}, {units}, {k.AddsTo(p.Scale)});");
        k.Writer.Line($"{k.Call(sum)}(1, {o.SliceBiasSum.Name}, 0, gradient + {p.Bias.Offset}, {units}, {k.AddsTo(p.Bias)});");
        k.EndStage("slice.Training", " loss");
        using (k.Writer.Block("if (slice.Training)"))
        {
            var join = k.Call(BatchMethods.JoinSums(k));
            k.Writer.Line($"{join}(batch, {o.SliceScaleSum.Place.Offset}, {o.ScaleSum.Name}, {units});");
            k.Writer.Line($"{join}(batch, {o.SliceBiasSum.Place.Offset}, {o.BiasSum.Name}, {units});");
        }
        k.Writer.Line($"{k.Call(InputGradient(k))}({rows}, {gradient}, {centred}, {o.Factor.Name}, {o.ScaleSum.Name}, {o.BiasSum.Name}, slice.Training ? ({k.Scalar})1 / (batch.Samples * {o.Output.RowsPerSample}) : 0, {units});");
    }

    // One square root, quotient and product a vector, and three operations of the result.
    public override int SingleCost(Operation operation, VectorTarget target) => 3 * Padding.Round(operation.Output.Width) / target.Lanes;

    protected override void Single(NormaliseBatch o, SingleContext s)
    {
        var (v, p) = (s.Target, o.Parameters);
        var results = s.Vectors(o.Input).Select((vector, c) =>
        {
            string Load(ParameterSlot slot) => $"{v.Static}.LoadAligned(parameters + {slot.Offset + (c * v.Lanes)})";
            var result = $"{o.Output.Name}{c}";
            var activation = o.Activation is { } a ? s.Kernel.Activation(ActivationCodes.Of(a)) : "";
            s.Writer.Line($"var {result} = {activation}((({vector} - {Load(p.RunningMean)}) * ({Load(p.Scale)} / {v.Static}.Sqrt({Load(p.RunningVariance)} + {v.Number(o.Epsilon)}))) + {Load(p.Bias)});");
            return result;
        });
        s.Keep(o.Output, results.ToArray());
    }

    private static string Factors(KernelContext k) => k.Need("BatchFactors", w =>
    {
        using (w.Block($"public static void BatchFactors({k.Scalar}* variance, {k.Scalar}* scale, {k.Scalar} epsilon, {k.Scalar}* inverse, {k.Scalar}* factor, int units)"))
        using (w.Block("for (var i = 0; i < units; i++)"))
        {
            w.Line($"inverse[i] = 1 / {k.Scalar}.Sqrt(variance[i] + epsilon);");
            w.Line("factor[i] = inverse[i] * scale[i];");
        }
    });

    private static string Apply(NormaliseBatch o, KernelContext k)
    {
        var v = k.Target;
        var activation = o.Activation is { } a ? k.Activation(ActivationCodes.Of(a)) : "";
        var name = activation.Length == 0 ? "CentreAndScale" : $"CentreAndScaleThen{activation}";
        return k.Need(name, w => RowMethods.OverRows(
            w, v, $"{name}(int rows, {k.Scalar}* x, nint xRow, {k.Scalar}* mean, {k.Scalar}* factor, {k.Scalar}* bias, {k.Scalar}* y, nint yRow, int units)", "x += xRow, y += yRow",
            () => w.Line($"{activation}(({v.Static}.LoadAligned(x + i) - {v.Static}.LoadAligned(mean + i)) * {v.Static}.LoadAligned(factor + i) + {v.Static}.LoadAligned(bias + i)).StoreAligned(y + i);")));
    }

    private static string SumNormalised(KernelContext k)
    {
        var v = k.Target;
        return k.Need("SumNormalised", w =>
        {
            w.Line("// The gradient of the scale: the sum of gradient * (x - mean) / deviation.");
            w.Line(Optimized);
            using (w.Block($"public static void SumNormalised(int rows, {k.Scalar}* g, nint gRow, {k.Scalar}* x, nint xRow, {k.Scalar}* mean, {k.Scalar}* inverse, {k.Scalar}* to, int units, bool add)"))
                RowMethods.InBlocks(w, v, () =>
                {
                    w.Line($"{k.Scalar}* p = g + (first * gRow) + i, q = x + (first * xRow) + i;");
                    w.Line($"var centre = {v.Static}.LoadAligned(mean + i);");
                    w.Line($"for (var n = block; n > 0; n--, p += gRow, q += xRow) sum += {v.Static}.LoadAligned(p) * ({v.Static}.LoadAligned(q) - centre);");
                    w.Line($"sum *= {v.Static}.LoadAligned(inverse + i);");
                });
        });
    }

    private static string InputGradient(KernelContext k)
    {
        var v = k.Target;
        return k.Need("NormaliseBatchGradient", w =>
        {
            w.Line("// (g - mean(g) - n * mean(g * n)) * scale / deviation with n the normalised value; share is 1 / rows, or 0 where the statistics are constants.");
            RowMethods.OverRows(
                w, v, $"NormaliseBatchGradient(int rows, {k.Scalar}* g, nint gRow, {k.Scalar}* x, nint xRow, {k.Scalar}* mean, {k.Scalar}* inverse, {k.Scalar}* factor, {k.Scalar}* scaleSum, {k.Scalar}* biasSum, {k.Scalar} share, int units)", "g += gRow, x += xRow",
                () =>
                {
                    w.Line($"var n = ({v.Static}.LoadAligned(x + i) - {v.Static}.LoadAligned(mean + i)) * {v.Static}.LoadAligned(inverse + i);");
                    w.Line($"var shift = {v.Static}.Create(share) * ({v.Static}.LoadAligned(biasSum + i) + (n * {v.Static}.LoadAligned(scaleSum + i)));");
                    w.Line($"(({v.Static}.LoadAligned(g + i) - shift) * {v.Static}.LoadAligned(factor + i)).StoreAligned(g + i);");
                });
        });
    }
}
