using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// exp and log(1 + x) on vectors. The framework's float32 versions widen to doubles and are called, not inlined: 30 ns each, and slow until
/// they are recompiled. These are good to 2e-7 and inline; float64 takes the framework's.
/// </summary>
internal static class MathMethods
{
    // Near-minimax on [-ln 2 / 2, ln 2 / 2], relative error 2e-9; computed with 40 digits.
    private static readonly double[] ExpSeries =
        [1.0, 1.0000000379432992, 0.50000000474013934, 0.16666414507169561, 0.041666351638444576, 0.0083752102008700164, 0.0013941213100006334];

    // atanh(s) / s in s^2 for s <= 1/3, relative error 1e-10.
    private static readonly double[] AtanhSeries =
        [0.99999999990450301, 0.33333339513216985, 0.19999355623431166, 0.14310103704218619, 0.10699280253339272, 0.12196954042011512];

    /// <summary>The series of exp(scale r) for |r| up to ln 2 / 2 / scale, from the constant on.</summary>
    public static double[] PowerSeries(double scale)
    {
        var series = (double[])ExpSeries.Clone();
        var power = 1.0;
        for (var k = 0; k < series.Length; k++, power *= scale) series[k] *= power;
        return series;
    }

    /// <summary>Asks for <c>Exp</c>; NaN stays NaN, large is infinity, and what would be denormal is zero.</summary>
    public static string Exp(KernelContext k)
    {
        var v = k.Target;
        return k.Need("Exp", w =>
        {
            w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            if (v.Precision == Precision.Double)
            {
                w.Line($"public static {v.Type} Exp({v.Type} x) => {v.Static}.Exp(x);");
                return;
            }
            using (w.Block($"public static {v.Type} Exp({v.Type} x)"))
            {
                w.Line("// exp(x) = 2^n exp(r) with |r| <= ln 2 / 2; ln 2 is split in two so that r keeps its digits.");
                w.Line($"var n = {v.Static}.Round({v.Static}.MinNative({v.Number(127)}, {v.Static}.MaxNative({v.Number(-126)}, x * {v.Number(1.4426950408889634)})));");
                w.Line($"var r = {v.Static}.FusedMultiplyAdd(n, {v.Number(-3.1946184945309417e-5)}, {v.Static}.FusedMultiplyAdd(n, {v.Number(-0.693115234375)}, x));");
                Polynomial(w, v, "p", "r", ExpSeries);
                w.Line($"var power = ({v.Static}.ConvertToInt32Native(n) + {v.Static}.Create(127) << 23).AsSingle();");
                w.Line($"p = {v.Static}.ConditionalSelect({v.Static}.GreaterThan(x, {v.Number(88.72)}), {v.Number(double.PositiveInfinity)}, p * power);");
                w.Line($"return {v.Static}.ConditionalSelect({v.Static}.LessThan(x, {v.Number(-87.3)}), {v.Zero}, p);");
            }
        });
    }

    /// <summary>Asks for <c>LogOnePlus</c>, log(1 + x) for x in [0, 1].</summary>
    public static string LogOnePlus(KernelContext k)
    {
        var v = k.Target;
        return k.Need("LogOnePlus", w =>
        {
            w.Line("// log(1 + x) for x in [0, 1]: 2 atanh(x / (2 + x)).");
            w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            if (v.Precision == Precision.Double)
            {
                w.Line($"public static {v.Type} LogOnePlus({v.Type} x) => {v.Static}.Log({v.Number(1)} + x);");
                return;
            }
            using (w.Block($"public static {v.Type} LogOnePlus({v.Type} x)"))
            {
                w.Line($"var s = x / ({v.Number(2)} + x);");
                w.Line("var q = s * s;");
                Polynomial(w, v, "p", "q", AtanhSeries);
                w.Line($"return {v.Number(2)} * s * p;");
            }
        });
    }

    private static void Polynomial(SourceWriter w, VectorTarget v, string result, string x, double[] series)
    {
        w.Line($"var {result} = {v.Number(series.Last())};");
        foreach (var c in series.Reverse().Skip(1))
            w.Line($"{result} = {v.Static}.FusedMultiplyAdd({result}, {x}, {v.Number(c)});");
    }
}
