using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetSpec.Generator;

/// <summary>How an element-wise activation is printed for one value on a device.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">Statements that return f(x).</param>
/// <param name="Derivative">Statements that return f', from y or x as the processor's table says.</param>
internal sealed record GpuActivation(Activation Kind, Func<double, string> Value, Func<double, string> Derivative)
{
    /// <summary>Asks for the methods that the statements call.</summary>
    public Action<GpuContext>? Helpers { get; init; }
}

/// <summary>
/// The one table of activations for devices. A comparison that is false for NaN passes x on: a NaN must reach the loss, which stops training.
/// </summary>
internal static class GpuActivations
{
    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double SeluScale = 1.0507009873554804934193349852946;

    private static readonly Dictionary<Activation, GpuActivation> Table = All().ToDictionary(a => a.Kind);

    public static GpuActivation Of(Activation kind) => Table[kind];

    private static IEnumerable<GpuActivation> All() =>
    [
        new(Activation.Linear, _ => "return x;", _ => "return 1f;"),
        new(Activation.Relu, _ => "return x < 0f ? 0f : x;", _ => "return y > 0f ? 1f : 0f;"),
        new(Activation.Relu6, _ => "return x < 0f ? 0f : x > 6f ? 6f : x;", _ => "return y > 0f && y < 6f ? 1f : 0f;"),
        new(Activation.LeakyRelu,
            slope => $"return x > 0f ? x : x * {N(slope)};",
            slope => $"return {(slope < 0 ? "x" : "y")} > 0f ? 1f : {N(slope)};"),
        new(Activation.Softsign, _ => "return x / (1f + (x < 0f ? -x : x));", _ => "var d = 1f - (y < 0f ? -y : y);\nreturn d * d;"),
        new(Activation.HardSigmoid,
            _ => $"var z = x + 3f;\nreturn (z < 0f ? 0f : z > 6f ? 6f : z) * {N(1.0 / 6)};",
            _ => $"return y > 0f && y < 1f ? {N(1.0 / 6)} : 0f;"),
        new(Activation.HardSwish,
            _ => $"var z = x + 3f;\nreturn x * (z < 0f ? 0f : z > 6f ? 6f : z) * {N(1.0 / 6)};",
            _ => $"return x < -3f ? 0f : x > 3f ? 1f : (x * {N(1.0 / 3)}) + 0.5f;"),
        new(Activation.Sigmoid, _ => "return 1f / (1f + Exp(-x));", _ => "return y * (1f - y);") { Helpers = Exp },
        new(Activation.Tanh,
            // exp of a negative number cannot overflow; the sign is put back. The device's own tanh is good to three digits only.
            _ => "var e = Exp(-2f * (x < 0f ? -x : x));\nvar t = (1f - e) / (1f + e);\nreturn x < 0f ? -t : t;",
            _ => "return 1f - (y * y);")
        { Helpers = Exp },
        new(Activation.Softplus,
            _ => "return (x < 0f ? 0f : x) + LogOnePlus(Exp(x < 0f ? x : -x));",
            _ => "return 1f - Exp(-y);")
        { Helpers = k => { Exp(k); LogOnePlus(k); } },
        new(Activation.Silu,
            _ => "return x / (1f + Exp(-x));",
            _ => "var s = 1f / (1f + Exp(-x));\nreturn s * (1f + (x * (1f - s)));")
        { Helpers = Exp },
        new(Activation.Elu,
            alpha => $"return x > 0f ? x : {N(alpha)} * (Exp(x) - 1f);",
            alpha => alpha < 0 ? $"return x > 0f ? 1f : {N(alpha)} * Exp(x);" : $"return y > 0f ? 1f : y + {N(alpha)};")
        { Helpers = Exp },
        new(Activation.Selu,
            _ => $"return x > 0f ? {N(SeluScale)} * x : {N(SeluScale * SeluAlpha)} * (Exp(x) - 1f);",
            _ => $"return y > 0f ? {N(SeluScale)} : y + {N(SeluScale * SeluAlpha)};")
        { Helpers = Exp },
        new(Activation.Gelu,
            _ => "return x * NormalDistribution(x);",
            _ => $"return (x * Exp(-0.5f * x * x) * {N(0.3989422804014327)}) + NormalDistribution(x);")
        { Helpers = k => { Exp(k); NormalDistribution(k); } },
    ];

    /// <summary>exp; on a device it is accurate to about 2e-7 of its value.</summary>
    public static void Exp(GpuContext k) => k.Helper("Exp", w => GpuContext.Method(w, "Exp", "x", "return global::ILGPU.Algorithms.XMath.Exp(x);"));

    /// <summary>log(1 + x) for x from 0 to 1.</summary>
    public static void LogOnePlus(GpuContext k) => k.Helper("LogOnePlus", w => GpuContext.Method(w, "LogOnePlus", "x", "return global::ILGPU.Algorithms.XMath.Log(1f + x);"));

    private static void NormalDistribution(GpuContext k) => k.Helper("NormalDistribution", w =>
    {
        var series = GeluActivation.SingleSeries;
        var text = new StringBuilder();
        text.Append("var z = (x < 0f ? -x : x) * 0.70710677f;\nvar t = 2f / (2f + z);\nvar s = (4f * t) - 2f;\nvar previous = 0f;\nvar sum = 0f;\nfloat next;\n");
        foreach (var c in series.Skip(1).Reverse()) text.Append($"next = (s * sum) + {N(c)} - previous; previous = sum; sum = next;\n");
        text.Append($"var tail = 0.5f * t * Exp((0.5f * ((s * sum) + {N(series[0])})) - previous - (z * z));\nreturn x < 0f ? tail : 1f - tail;");
        w.Line("// P(X <= x) of the normal distribution: erfc(-x / sqrt 2) / 2, by Clenshaw's recurrence.");
        GpuContext.Method(w, "NormalDistribution", "x", text.ToString());
    });

    private static string N(double value) => GpuContext.Number(value);
}
