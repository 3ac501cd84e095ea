using System;

namespace NetSpec.Generator;

/// <summary>Batch normalisation: statistics by sums over rows, then one kernel over values.</summary>
internal sealed class GpuNormaliseBatch : GpuOperationEmitter<NormaliseBatch>
{
    protected override void Forward(NormaliseBatch o, GpuContext k)
    {
        var (p, rows, units) = (o.Parameters, GpuContext.Rows(o.Input), o.Output.Width);
        using (k.Host.Block("if (training)"))
        {
            Reductions.OverRows(k, "SumRows", "FloatView g", "g[at]", rows, units, o.Input.Name, o.Mean.Name, scale: $"1f / ({rows})");
            Reductions.OverRows(k, "SumSquaresAbout", "FloatView x, FloatView mean", "(x[at] - mean[unit]) * (x[at] - mean[unit])", rows, units,
                $"{o.Input.Name}, {o.Mean.Name}", o.Variance.Name, scale: $"1f / ({rows})");
            var update = k.FlatKernel("UpdateRunningStatistics", "float momentum, float unbiased, FloatView mean, FloatView variance, FloatView runningMean, FloatView runningVariance", w =>
            {
                w.Line("// The running variance takes the unbiased one, n / (n - 1) times the batch's.");
                w.Line("runningMean[i] += momentum * (mean[i] - runningMean[i]);");
                w.Line("runningVariance[i] += momentum * ((unbiased * variance[i]) - runningVariance[i]);");
            });
            k.Flat(update, FormattableString.Invariant($"{units}"),
                $"{GpuContext.Number(o.Momentum)}, (float)({rows}) / (({rows}) - 1), {o.Mean.Name}, {o.Variance.Name}, {GpuContext.Parameter(p.RunningMean)}, {GpuContext.Parameter(p.RunningVariance)}");
        }
        var factors = k.FlatKernel("BatchFactors", "float epsilon, FloatView variance, FloatView scale, FloatView inverse, FloatView factor", w =>
        {
            w.Line("inverse[i] = 1f / global::ILGPU.Algorithms.XMath.Sqrt(variance[i] + epsilon);");
            w.Line("factor[i] = inverse[i] * scale[i];");
        });
        k.Flat(factors, FormattableString.Invariant($"{units}"),
            $"{GpuContext.Number(o.Epsilon)}, training ? {o.Variance.Name} : {GpuContext.Parameter(p.RunningVariance)}, {GpuContext.Parameter(p.Scale)}, {o.InverseDeviation.Name}, {o.Factor.Name}");
        var then = o.Activation is { } activation ? k.Activation(ActivationCodes.Of(activation)) : "";
        var apply = k.FlatKernel("CentreAndScale" + then, "int units, FloatView x, FloatView mean, FloatView factor, FloatView bias, FloatView y",
            w => w.Line($"y[i] = {then}(((x[i] - mean[i % units]) * factor[i % units]) + bias[i % units]);"));
        k.Flat(apply, GpuContext.Count(o.Output), FormattableString.Invariant(
            $"{units}, {o.Input.Name}, {Mean(o)}, {o.Factor.Name}, {GpuContext.Parameter(p.Bias)}, {o.Output.Name}"));
    }

    protected override void Backward(NormaliseBatch o, GpuContext k)
    {
        GpuMap.ApplyDerivative(o, k);
        var (p, rows, units, g) = (o.Parameters, GpuContext.Rows(o.Output), o.Output.Width, o.Output.GradientName);
        Reductions.OverRows(k, "SumRows", "FloatView g", "g[at]", rows, units, g, o.BiasSum.Name);
        Reductions.OverRows(k, "SumNormalised", "FloatView g, FloatView x, FloatView mean, FloatView inverse", "g[at] * (x[at] - mean[unit]) * inverse[unit]", rows, units,
            $"{g}, {o.Input.Name}, {Mean(o)}, {o.InverseDeviation.Name}", o.ScaleSum.Name);
        AddSum(k, p.Scale, o.ScaleSum, units);
        AddSum(k, p.Bias, o.BiasSum, units);
        var name = k.FlatKernel("NormaliseBatchGradient", "int units, float share, FloatView g, FloatView x, FloatView mean, FloatView inverse, FloatView factor, FloatView scaleSum, FloatView biasSum", w =>
        {
            w.Line("// (g - mean(g) - n * mean(g * n)) * scale / deviation with n the normalised value; share is 1 / rows, or 0 where the statistics are constants.");
            w.Line("var unit = i % units;");
            w.Line("var n = (x[i] - mean[unit]) * inverse[unit];");
            w.Line("g[i] = (g[i] - (share * (biasSum[unit] + (n * scaleSum[unit])))) * factor[unit];");
        });
        k.Flat(name, GpuContext.Count(o.Output), FormattableString.Invariant(
            $"{units}, training ? 1f / ({rows}) : 0f, {g}, {o.Input.Name}, {Mean(o)}, {o.InverseDeviation.Name}, {o.Factor.Name}, {o.ScaleSum.Name}, {o.BiasSum.Name}"));
    }

    private static string Mean(NormaliseBatch o) => $"training ? {o.Mean.Name} : {GpuContext.Parameter(o.Parameters.RunningMean)}";

    private static void AddSum(GpuContext k, ParameterSlot slot, Value sum, int units)
    {
        var name = k.FlatKernel("Store", "int add, FloatView x, FloatView y", w => w.Line("y[i] = add != 0 ? y[i] + x[i] : x[i];"));
        k.Flat(name, FormattableString.Invariant($"{units}"), $"{k.AddsTo(slot)} ? 1 : 0, {sum.Name}, {GpuContext.GradientOf(slot)}");
    }
}
