using System;

namespace NetSpec.Generator;

/// <summary>softmax and its logarithm; a thread takes a row.</summary>
internal sealed class GpuSoftmax : GpuOperationEmitter<Softmax>
{
    protected override void Forward(Softmax o, GpuContext k)
    {
        var normaliser = Normaliser(k);
        var name = k.FlatKernel(o.Log ? "LogSoftmax" : "Softmax", "int units, FloatView x, FloatView y", w =>
        {
            w.Line("var at = i * units;");
            w.Line("var largest = Largest(x, at, units);");
            w.Line($"var normaliser = {normaliser}(x, at, units, largest);");
            w.Line($"for (var n = at; n < at + units; n++) y[n] = {(o.Log ? "(x[n] - largest) - normaliser" : "Exp((x[n] - largest) - normaliser)")};");
        });
        k.Flat(name, GpuContext.Rows(o.Output), FormattableString.Invariant($"{o.Output.Width}, {o.Input.Name}, {o.Output.Name}"));
    }

    protected override void Backward(Softmax o, GpuContext k)
    {
        GpuActivations.Exp(k);
        var name = k.FlatKernel(o.Log ? "LogSoftmaxGradient" : "SoftmaxGradient", "int units, FloatView g, FloatView y", w =>
        {
            w.Line(o.Log ? "// g - softmax * sum(g)" : "// y * (g - sum(g * y))");
            w.Line("var at = i * units;");
            w.Line("var sum = 0f;");
            w.Line($"for (var n = at; n < at + units; n++) sum += g[n]{(o.Log ? "" : " * y[n]")};");
            w.Line($"for (var n = at; n < at + units; n++) g[n] = {(o.Log ? "g[n] - (Exp(y[n]) * sum)" : "y[n] * (g[n] - sum)")};");
        });
        k.Flat(name, GpuContext.Rows(o.Output), FormattableString.Invariant($"{o.Output.Width}, {o.Output.GradientName}, {o.Output.Name}"));
    }

    /// <summary>
    /// Asks for <c>Largest</c> of a row, and for log(sum(exp(x - largest))) of it. They are not added up: beside a value of 10,000 a float32 keeps
    /// three digits of the logarithm.
    /// </summary>
    public static string Normaliser(GpuContext k)
    {
        GpuActivations.Exp(k);
        k.Helper("Largest", w =>
        {
            using (w.Block("private static float Largest(FloatView x, int at, int units)"))
            {
                w.Line("var largest = x[at];");
                w.Line("for (var n = at + 1; n < at + units; n++) largest = x[n] > largest ? x[n] : largest;");
                w.Line("return largest;");
            }
        });
        return k.Helper("LogSumExp", w =>
        {
            w.Line("// log(sum(exp(x - largest))) of a row: nothing overflows, and a large value takes no digits from the logarithm.");
            using (w.Block("private static float LogSumExp(FloatView x, int at, int units, float largest)"))
            {
                w.Line("var sum = 0f;");
                w.Line("for (var n = at; n < at + units; n++) sum += Exp(x[n] - largest);");
                w.Line("return global::ILGPU.Algorithms.XMath.Log(sum);");
            }
        });
    }
}
