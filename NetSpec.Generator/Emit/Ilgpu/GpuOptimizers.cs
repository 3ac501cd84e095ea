using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>An optimizer on a device: the formulas of <c>NetSpec.Runtime</c>'s class of that name, one parameter a thread.</summary>
/// <param name="Name">The name in recipes.</param>
/// <param name="States">Values that it keeps for each parameter: s0, s1.</param>
/// <param name="Parameters">Numbers that the kernel takes.</param>
/// <param name="Arguments">The numbers, in the host's statements, from <c>o</c>, <c>rate</c> and <c>step</c>.</param>
/// <param name="Body">The kernel: w is the parameters, g the gradient.</param>
internal sealed record GpuOptimizer(string Name, int States, string Parameters, string Arguments, string Body)
{
    /// <summary>Name of the kernel.</summary>
    public string Kernel => char.ToUpperInvariant(Name[0]) + Name.Substring(1);
}

/// <summary>The one table of optimizers for devices.</summary>
internal static class GpuOptimizers
{
    private const string Decay = "var d = g[i] + (decay * w[i]);\n";
    private const string AdamParameters = "float step, float epsilon, float beta1, float rest1, float beta2, float rest2, float added, float kept";
    private const string AdamBody = """
        var d = g[i] + (added * w[i]);
        var m = (beta1 * s0[i]) + (rest1 * d);
        var v = (beta2 * s1[i]) + (rest2 * d * d);
        s0[i] = m;
        s1[i] = v;
        w[i] = (kept * w[i]) - (step * m / (global::ILGPU.Algorithms.XMath.Sqrt(v) + epsilon));
        """;

    public static IReadOnlyList<GpuOptimizer> All { get; } =
    [
        new("sgd", 0, "float rate, float decay", "(float)rate, (float)o.WeightDecay!.Value", Decay + "w[i] -= rate * d;"),
        new("momentum", 1, "float rate, float decay, float momentum", "(float)rate, (float)o.WeightDecay!.Value, (float)o.Momentum!.Value",
            Decay + "var b = (momentum * s0[i]) + d;\ns0[i] = b;\nw[i] -= rate * b;"),
        new("nesterov", 1, "float rate, float decay, float momentum", "(float)rate, (float)o.WeightDecay!.Value, (float)o.Momentum!.Value",
            Decay + "var b = (momentum * s0[i]) + d;\ns0[i] = b;\nw[i] -= rate * (d + (momentum * b));"),
        new("adagrad", 1, "float rate, float decay, float epsilon", "(float)rate, (float)o.WeightDecay!.Value, (float)o.Epsilon!.Value",
            Decay + "var s = s0[i] + (d * d);\ns0[i] = s;\nw[i] -= rate * d / (global::ILGPU.Algorithms.XMath.Sqrt(s) + epsilon);"),
        new("rmsprop", 2, "float rate, float decay, float epsilon, float beta2, float momentum",
            "(float)rate, (float)o.WeightDecay!.Value, (float)o.Epsilon!.Value, (float)o.Beta2!.Value, (float)o.Momentum!.Value",
            Decay + "var s = (beta2 * s0[i]) + ((1f - beta2) * d * d);\ns0[i] = s;\nvar b = (momentum * s1[i]) + (d / (global::ILGPU.Algorithms.XMath.Sqrt(s) + epsilon));\ns1[i] = b;\nw[i] -= rate * b;"),
        new("adam", 2, AdamParameters, Adam("(float)o.WeightDecay!.Value, 1f"), AdamBody),
        new("adamw", 2, AdamParameters, Adam("0f, (float)(1 - (rate * o.WeightDecay!.Value))"), AdamBody),
    ];

    // Both sides of the fraction times sqrt(1 - beta2^t): one division less.
    private static string Adam(string decay) =>
        "(float)(rate / (1 - global::System.Math.Pow(o.Beta1!.Value, step)) * global::System.Math.Sqrt(1 - global::System.Math.Pow(o.Beta2!.Value, step))), "
        + "(float)(o.Epsilon!.Value * global::System.Math.Sqrt(1 - global::System.Math.Pow(o.Beta2!.Value, step))), "
        + "(float)o.Beta1!.Value, (float)(1 - o.Beta1!.Value), (float)o.Beta2!.Value, (float)(1 - o.Beta2!.Value), " + decay;
}
