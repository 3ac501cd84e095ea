using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Sigmoid 1 / (1 + e) with e = exp(-x), and tanh (1 - e) / (1 + e) with e = exp(-2x), of one vector or of several side by side. Neither needs
/// exp to be infinite or zero, which saves a third of its instructions; float64 takes the framework's.
/// </summary>
internal static class SquashingCode
{
    private const double Log2E = 1.4426950408889634, Ln2 = 0.69314718055994531;

    // Its ulp is one: what is added to it is rounded to a whole number, which then lies in the lowest bits.
    private const double Rounder = 12582912;

    /// <summary>
    /// Statements before <see cref="Value"/>: e of every vector, stage by stage, since the compiler leaves instructions in their order and
    /// the processor looks a few chains ahead only. |x| is taken as 87 at most, for tanh 43.5 (float64: 350); NaN stays NaN.
    /// </summary>
    /// <param name="v">For which vectors.</param>
    /// <param name="vectors">Names of variables, and whether tanh is wanted of them.</param>
    public static string Statements(VectorTarget v, IReadOnlyList<(string Name, bool IsTanh)> vectors)
    {
        if (v.Precision == Precision.Double)
            return string.Join("\n", vectors.Select(x => $"var {x.Name}Exp = {v.Static}.Exp({(x.IsTanh ? $"{v.Number(-2)} * {v.Static}.MaxNative({v.Number(-350)}, {x.Name})" : "-" + x.Name)});"));
        var series = MathMethods.PowerSeries(Ln2);
        const string Comment = "// e = 2^Whole series(Rest), |Rest| <= 1/2; 1.5 * 2^23 rounds what is added to it to a whole number, in the lowest bits.\n";
        return Comment + string.Join("\n", ((IEnumerable<Func<string, bool, string>>)
        [
            (x, tanh) => $"var {x}Near = {v.Static}.MinNative({v.Number(Limit(tanh))}, {v.Static}.MaxNative({v.Number(-Limit(tanh))}, {x}));",
            (x, tanh) => $"var {x}Whole = {v.Static}.FusedMultiplyAdd({x}Near, {v.Number(Factor(tanh))}, {v.Number(Rounder)});",
            (x, tanh) => $"var {x}Rest = {v.Static}.FusedMultiplyAdd({x}Near, {v.Number(Factor(tanh))}, {v.Number(Rounder)} - {x}Whole);",
            (x, _) => $"var {x}Exp = {v.Static}.FusedMultiplyAdd({v.Number(series[series.Length - 1])}, {x}Rest, {v.Number(series[series.Length - 2])});",
            .. series.Reverse().Skip(2).Select(c => (Func<string, bool, string>)((x, _) => $"{x}Exp = {v.Static}.FusedMultiplyAdd({x}Exp, {x}Rest, {v.Number(c)});")),
            (x, _) => $"var {x}Power = (({x}Whole.AsInt32() + {v.Static}.Create(127)) << 23).AsSingle();",
        ]).SelectMany(stage => vectors.Select(x => stage(x.Name, x.IsTanh))));

        static double Factor(bool tanh) => tanh ? -2 * Log2E : -Log2E;
        static double Limit(bool tanh) => tanh ? 43.5 : 87;
    }

    /// <summary>The value of one of the vectors.</summary>
    public static string Value(VectorTarget v, string x, bool isTanh)
    {
        if (!isTanh) return $"({v.Number(1)} / {OnePlus("")})";
        return $"({OnePlus("-")} / {OnePlus("")})";

        string OnePlus(string sign) => v.Precision == Precision.Double
            ? $"({v.Number(1)} {(sign == "" ? "+" : "-")} {x}Exp)"
            : $"{v.Static}.FusedMultiplyAdd({sign}{x}Exp, {x}Power, {v.Number(1)})";
    }
}
