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
            (v, _) => $"return {Sigmoid(v, "x")};",
            (v, _) => $"return y * ({v.Number(1)} - y);"),
        new(Activation.Tanh,
            // exp of a negative number cannot overflow; the sign is put back.
            (v, _) => $"""
                var e = Exp({v.Number(-2)} * {v.Static}.Abs(x));
                var t = ({v.Number(1)} - e) / ({v.Number(1)} + e);
                return {v.Static}.ConditionalSelect({v.Static}.LessThan(x, {v.Zero}), -t, t);
                """,
            (v, _) => $"return {v.Number(1)} - (y * y);"),
        new(Activation.Softplus,
            (v, _) => $"return {v.Static}.MaxNative({v.Zero}, x) + LogOnePlus(Exp(-{v.Static}.Abs(x)));",
            (v, _) => $"return {v.Number(1)} - Exp(-y);"),
        new(Activation.Silu,
            (v, _) => $"return x * {Sigmoid(v, "x")};",
            (v, _) => $"var s = {Sigmoid(v, "x")};\nreturn s * ({v.Number(1)} + (x * ({v.Number(1)} - s)));")
        { DerivativeReadsInput = _ => true },
        new(Activation.Elu,
            (v, alpha) => $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(x, {v.Zero}), x, {v.Number(alpha)} * {ExpMinusOne(v)});",
            (v, alpha) => alpha < 0
                ? $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(x, {v.Zero}), {v.Number(1)}, {v.Number(alpha)} * Exp(x));"
                : $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(y, {v.Zero}), {v.Number(1)}, y + {v.Number(alpha)});")
        { DefaultParameter = 1, DerivativeReadsInput = alpha => alpha < 0 },
        new(Activation.Selu,
            (v, _) => $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(x, {v.Zero}), {v.Number(SeluScale)} * x, {v.Number(SeluScale * SeluAlpha)} * {ExpMinusOne(v)});",
            (v, _) => $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(y, {v.Zero}), {v.Number(SeluScale)}, y + {v.Number(SeluScale * SeluAlpha)});"),
    ];

    private static string Sigmoid(VectorTarget v, string x) => $"({v.Number(1)} / ({v.Number(1)} + Exp(-{x})))";

    private static string ExpMinusOne(VectorTarget v) => $"(Exp({v.Static}.MinNative({v.Zero}, x)) - {v.Number(1)})";
}
