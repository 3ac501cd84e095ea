using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>
/// Activations of comparisons and arithmetic alone. MaxNative and MinNative are one instruction each and return their second operand where
/// one is NaN, so that operand is x: a NaN must reach the loss, which stops training.
/// </summary>
internal static class PiecewiseActivations
{
    public static IEnumerable<ActivationCode> All =>
    [
        new(Activation.Linear, (_, _) => "return x;", (v, _) => $"return {v.Number(1)};") { FusesIntoEpilogue = true, KeepsOrder = _ => true },
        new(Activation.Relu,
            (v, _) => $"return {v.Static}.MaxNative({v.Zero}, x);",
            (v, _) => $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(y, {v.Zero}), {v.Number(1)}, {v.Zero});")
        { FusesIntoEpilogue = true, KeepsOrder = _ => true, GivesZeros = true },
        new(Activation.Relu6,
            (v, _) => $"return {Clamp(v, "x", 0, 6)};",
            (v, _) => $"return {Between(v, "y", 0, 6, v.Number(1))};")
        { FusesIntoEpilogue = true, KeepsOrder = _ => true, GivesZeros = true },
        new(Activation.LeakyRelu,
            (v, slope) => $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(x, {v.Zero}), x, x * {v.Number(slope)});",
            (v, slope) => $"return {v.Static}.ConditionalSelect({v.Static}.GreaterThan({(slope < 0 ? "x" : "y")}, {v.Zero}), {v.Number(1)}, {v.Number(slope)});")
        // With a negative slope y > 0 says nothing about the sign of x.
        { FusesIntoEpilogue = true, DefaultParameter = 0.01, DerivativeReadsInput = slope => slope < 0, KeepsOrder = slope => slope >= 0 },
        new(Activation.Softsign,
            (v, _) => $"return x / ({v.Number(1)} + {v.Static}.Abs(x));",
            (v, _) => $"var d = {v.Number(1)} - {v.Static}.Abs(y);\nreturn d * d;")
        { FusesIntoEpilogue = true, KeepsOrder = _ => true },
        new(Activation.HardSigmoid,
            (v, _) => $"return {Clamp(v, "x + " + v.Number(3), 0, 6)} * {v.Number(1.0 / 6)};",
            (v, _) => $"return {Between(v, "y", 0, 1, v.Number(1.0 / 6))};")
        { GivesZeros = true },
        new(Activation.HardSwish,
            (v, _) => $"return x * {Clamp(v, "x + " + v.Number(3), 0, 6)} * {v.Number(1.0 / 6)};",
            (v, _) => $"""
                var slope = {v.Static}.FusedMultiplyAdd(x, {v.Number(1.0 / 3)}, {v.Number(0.5)});
                slope = {v.Static}.ConditionalSelect({v.Static}.LessThan(x, {v.Number(-3)}), {v.Zero}, slope);
                return {v.Static}.ConditionalSelect({v.Static}.GreaterThan(x, {v.Number(3)}), {v.Number(1)}, slope);
                """)
        { DerivativeReadsInput = _ => true, GivesZeros = true },
    ];

    private static string Clamp(VectorTarget v, string x, double low, double high) =>
        $"{v.Static}.MinNative({v.Number(high)}, {v.Static}.MaxNative({v.Number(low)}, {x}))";

    private static string Between(VectorTarget v, string y, double low, double high, string slope) =>
        $"{v.Static}.ConditionalSelect({v.Static}.GreaterThan({y}, {v.Number(low)}) & {v.Static}.LessThan({y}, {v.Number(high)}), {slope}, {v.Zero})";
}
