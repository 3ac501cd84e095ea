using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetSpec.Generator;

/// <summary>
/// gelu with the exact error function. erfc(z) = t exp(-z^2 + P(2t - 1)), t = 2 / (2 + z), z >= 0, where P is a Chebyshev series; its
/// coefficients were computed with 50 digits. Those under the precision's round-off are left out.
/// </summary>
internal static class GeluActivation
{
    private static readonly double[] Coefficients =
    [
        -1.3026537197817094, 0.6419697923564903, 0.019476473204185836, -0.009561514786808632, -0.0009465953444820369,
        0.00036683949785276145, 0.00004252332480690777, -0.000020278578112534243, -1.6242900046470255e-6, 1.303655835580523e-6,
        1.5626441722066143e-8, -8.523809591492654e-8, 6.529054439098851e-9, 5.059343495551469e-9, -9.913641564930331e-10,
        -2.2736512229318359e-10, 9.646791102015527e-11, 2.3940380830391147e-12, -6.8860275264975534e-12, 8.944879273090726e-13,
        3.130921399342958e-13, -1.1270822361367252e-13, 3.810905255189232e-16, 7.106097613609237e-15, -1.523028201457104e-15,
        -9.457494571291254e-17, 1.210237189224273e-16,
    ];

    /// <summary>The coefficients that count in single precision.</summary>
    public static IReadOnlyList<double> SingleSeries => Coefficients.Take(1 + Array.FindLastIndex(Coefficients, c => Math.Abs(c) > 1e-8)).ToArray();

    public static readonly ActivationCode Code = new(
        Activation.Gelu,
        (_, _) => "return x * NormalDistribution(x);",
        (v, _) => $"""
            var density = Exp({v.Number(-0.5)} * x * x) * {v.Number(0.3989422804014327)};
            return {v.Static}.FusedMultiplyAdd(x, density, NormalDistribution(x));
            """)
    {
        DerivativeReadsInput = _ => true,
        Helpers = Distribution,
    };

    private static string Distribution(VectorTarget v)
    {
        var smallest = v.Precision == Precision.Single ? 1e-8 : 1e-17;
        IEnumerable<double> series = Coefficients.Take(1 + Array.FindLastIndex(Coefficients, c => Math.Abs(c) > smallest)).Reverse();
        var text = new StringBuilder();
        text.Append($"// P(X <= x) of the normal distribution: erfc(-x / sqrt 2) / 2, by Clenshaw's recurrence.\n");
        text.Append($"public static {v.Type} NormalDistribution({v.Type} x)\n{{\n");
        text.Append($"    var z = {v.Static}.Abs(x) * {v.Number(0.7071067811865476)};\n");
        text.Append($"    var t = {v.Number(2)} / ({v.Number(2)} + z);\n");
        text.Append($"    var s = {v.Static}.FusedMultiplyAdd({v.Number(4)}, t, {v.Number(-2)});\n");
        text.Append($"    var previous = {v.Zero};\n    var sum = {v.Zero};\n    {v.Type} next;\n");
        foreach (var c in series.Take(series.Count() - 1))
            text.Append($"    next = {v.Static}.FusedMultiplyAdd(s, sum, {v.Number(c)} - previous); previous = sum; sum = next;\n");
        text.Append($"    var exponent = {v.Static}.FusedMultiplyAdd({v.Number(0.5)}, {v.Static}.FusedMultiplyAdd(s, sum, {v.Number(Coefficients[0])}), -previous) - (z * z);\n");
        text.Append($"    var tail = {v.Number(0.5)} * t * Exp(exponent);\n");
        text.Append($"    return {v.Static}.ConditionalSelect({v.Static}.LessThan(x, {v.Zero}), tail, {v.Number(1)} - tail);\n}}");
        return text.ToString();
    }
}
