using System;

namespace NetSpec.Generator;

/// <summary>Layer normalisation; a thread takes a row.</summary>
internal sealed class GpuNormalise : GpuOperationEmitter<Normalise>
{
    protected override void Forward(Normalise o, GpuContext k)
    {
        var name = k.FlatKernel("NormaliseRows", "int units, float epsilon, FloatView x, FloatView scale, FloatView bias, FloatView normalised, FloatView inverse, FloatView y", w =>
        {
            w.Line("var at = i * units;");
            w.Line("float sum = 0f, squares = 0f;");
            w.Line("for (var n = at; n < at + units; n++) sum += x[n];");
            w.Line("var mean = sum / units;");
            w.Line("for (var n = at; n < at + units; n++) squares += (x[n] - mean) * (x[n] - mean);");
            w.Line("var factor = 1f / global::ILGPU.Algorithms.XMath.Sqrt((squares / units) + epsilon);");
            w.Line("inverse[i] = factor;");
            using (w.Block("for (var n = 0; n < units; n++)"))
            {
                w.Line("var z = (x[at + n] - mean) * factor;");
                w.Line("normalised[at + n] = z;");
                w.Line("y[at + n] = (z * scale[n]) + bias[n];");
            }
        });
        k.Flat(name, GpuContext.Rows(o.Output), FormattableString.Invariant(
            $"{o.Output.Width}, {GpuContext.Number(o.Epsilon)}, {o.Input.Name}, {GpuContext.Parameter(o.Scale)}, {GpuContext.Parameter(o.Bias)}, {o.Normalised.Name}, {o.InverseDeviation.Name}, {o.Output.Name}"));
    }

    protected override void Backward(Normalise o, GpuContext k)
    {
        var (rows, units, g) = (GpuContext.Rows(o.Output), o.Output.Width, o.Output.GradientName);
        Reductions.IntoGradient(k, o.Scale, "SumProducts", "FloatView g, FloatView z", "g[at] * z[at]", rows, units, $"{g}, {o.Normalised.Name}");
        Reductions.IntoGradient(k, o.Bias, "SumRows", "FloatView g", "g[at]", rows, units, g);
        var name = k.FlatKernel("NormaliseGradient", "int units, FloatView g, FloatView normalised, FloatView inverse, FloatView scale", w =>
        {
            w.Line("// (d - mean(d) - n * mean(d * n)) / deviation with d = gradient * scale and n the normalised row.");
            w.Line("var at = i * units;");
            w.Line("float sum = 0f, products = 0f;");
            using (w.Block("for (var n = 0; n < units; n++)"))
            {
                w.Line("var d = g[at + n] * scale[n];");
                w.Line("sum += d;");
                w.Line("products += d * normalised[at + n];");
            }
            w.Line("float mean = sum / units, slope = products / units;");
            w.Line("for (var n = 0; n < units; n++) g[at + n] = ((g[at + n] * scale[n]) - mean - (normalised[at + n] * slope)) * inverse[i];");
        });
        k.Flat(name, rows, FormattableString.Invariant($"{units}, {g}, {o.Normalised.Name}, {o.InverseDeviation.Name}, {GpuContext.Parameter(o.Scale)}"));
    }
}
