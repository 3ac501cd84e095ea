using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>Activations that need exp or log.</summary>
internal static class ExponentialActivations
{
    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double SeluScale = 1.0507009873554804934193349852946;

    public static IEnumerable<ActivationCode> All =>
    [
        new(Activation.Sigmoid,
            (v, _) => Squash(v, isTanh: false, y => $"return {y};"),
            (v, _) => $"return y * ({v.Number(1)} - y);"),
        new(Activation.Tanh,
            (v, _) => Squash(v, isTanh: true, y => $"return {y};"),
            (v, _) => $"return {v.Number(1)} - (y * y);"),
        new(Activation.Softplus,
            (v, _) => $"return {v.Static}.MaxNative({v.Zero}, x) + LogOnePlus(Exp(-{v.Static}.Abs(x)));",
            (v, _) => $"return {v.Number(1)} - Exp(-y);")
        { IsExponential = true },
        new(Activation.Silu,
            (v, _) => Squash(v, isTanh: false, y => $"return {NotBelow(v)} * {y};"),
            (v, _) => Squash(v, isTanh: false, y => $"var s = {y};\n") + $"return s * ({v.Number(1)} + ({NotBelow(v)} * ({v.Number(1)} - s)));")
        { DerivativeReadsInput = _ => true },
        new(Activation.Elu,
            (v, alpha) => $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(x, {v.Zero}), x, {v.Number(alpha)} * {ExpMinusOne(v)});",
            (v, alpha) => alpha < 0
                ? $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(x, {v.Zero}), {v.Number(1)}, {v.Number(alpha)} * Exp(x));"
                : $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(y, {v.Zero}), {v.Number(1)}, y + {v.Number(alpha)});")
        { IsExponential = true, DefaultParameter = 1, DerivativeReadsInput = alpha => alpha < 0 },
        new(Activation.Selu,
            (v, _) => $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(x, {v.Zero}), {v.Number(SeluScale)} * x, {v.Number(SeluScale * SeluAlpha)} * {ExpMinusOne(v)});",
            (v, _) => $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(y, {v.Zero}), {v.Number(SeluScale)}, y + {v.Number(SeluScale * SeluAlpha)});")
        { IsExponential = true },
    ];

    private static string Squash(VectorTarget v, bool isTanh, System.Func<string, string> then) =>
        SquashingCode.Statements(v, [("x", isTanh)]) + "\n" + then(SquashingCode.Value(v, "x", isTanh));

    // Below, the sigmoid has reached its least value, which is not zero in float32 and would make x grow again.
    private static string NotBelow(VectorTarget v) => $"{v.Static}.MaxNative({v.Number(v.Precision == Precision.Single ? -87 : -700)}, x)";

    private static string ExpMinusOne(VectorTarget v) => $"(Exp({v.Static}.MinNative({v.Zero}, x)) - {v.Number(1)})";
}
