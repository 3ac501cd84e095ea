namespace NetSpec.Generator;

/// <summary>Layer normalisation; each row is read three times from the first-level cache: mean, deviation, result.</summary>
internal sealed class NormaliseEmitter : OperationEmitter<Normalise>
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    protected override void Forward(Normalise o, KernelContext k) => k.Writer.Line(
        $"{k.Call(Method(k))}({KernelContext.Rows(o.Input)}, {o.Input.Name}, {o.Input.Stride}, parameters + {o.Scale.Offset}, parameters + {o.Bias.Offset}, {k.Target.Precision.Literal(o.Epsilon)}, {o.Normalised.Name}, {o.InverseDeviation.Name}, {o.InverseDeviation.Stride}, {o.Output.Name}, {o.Output.Stride}, {o.Output.Width});");

    protected override void Backward(Normalise o, KernelContext k)
    {
        var v = k.Target;
        var (rows, g, row) = (KernelContext.Rows(o.Output), o.Output.GradientName, o.Output.GradientStride);
        k.Writer.Line($"{k.Call(RowMethods.SumProducts(k))}({rows}, {g}, {row}, {o.Normalised.Name}, {o.Normalised.Stride}, gradient + {o.Scale.Offset}, {o.Output.Width}, {k.AddsTo(o.Scale)});");
        k.Writer.Line($"{k.Call(RowMethods.SumRows(k))}({rows}, {g}, {row}, gradient + {o.Bias.Offset}, {o.Output.Width}, {k.AddsTo(o.Bias)});");
        var keep = RowMethods.KeepUnits(k);
        var name = k.Need("NormaliseGradient", w =>
        {
            w.Line("// (d - mean(d) - n * mean(d * n)) / deviation with d = gradient * scale and n the normalised row.");
            w.Line(Optimized);
            using (w.Block($"public static void NormaliseGradient(int rows, {k.Scalar}* g, nint gRow, {k.Scalar}* normalised, nint normalisedRow, {k.Scalar}* inverse, nint inverseRow, {k.Scalar}* scale, int units)"))
            using (w.Block("for (; rows > 0; rows--, g += gRow, normalised += normalisedRow, inverse += inverseRow)"))
            {
                w.Line($"{v.Type} sum = {v.Zero}, products = {v.Zero};");
                using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
                {
                    w.Line($"var d = {v.Static}.LoadAligned(g + i) * {v.Static}.LoadAligned(scale + i);");
                    w.Line("sum += d;");
                    w.Line($"products += d * {v.Static}.LoadAligned(normalised + i);");
                }
                w.Line($"var mean = {v.Static}.Create({v.Static}.Sum(sum) / units);");
                w.Line($"var slope = {v.Static}.Create({v.Static}.Sum(products) / units);");
                using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
                {
                    w.Line($"var d = {v.Static}.LoadAligned(g + i) * {v.Static}.LoadAligned(scale + i);");
                    w.Line($"{keep}((d - mean - ({v.Static}.LoadAligned(normalised + i) * slope)) * {v.Static}.Create(*inverse), units - i).StoreAligned(g + i);");
                }
            }
        });
        k.Writer.Line($"{k.Call(name)}({rows}, {g}, {row}, {o.Normalised.Name}, {o.Normalised.Stride}, {o.InverseDeviation.Name}, {o.InverseDeviation.Stride}, parameters + {o.Scale.Offset}, {o.Output.Width});");
    }

    protected override void Single(Normalise o, SingleContext s)
    {
        var from = s.InMemory(o.Input);
        var (normalised, inverse, to) = (s.NewInMemory(o.Normalised), s.NewInMemory(o.InverseDeviation), s.NewInMemory(o.Output));
        s.Writer.Line($"{Method(s.Kernel)}(1, {from}, 0, parameters + {o.Scale.Offset}, parameters + {o.Bias.Offset}, {s.Target.Precision.Literal(o.Epsilon)}, {normalised}, {inverse}, 0, {to}, 0, {o.Output.Width});");
    }

    private static string Method(KernelContext k)
    {
        var v = k.Target;
        var keep = RowMethods.KeepUnits(k);
        return k.Need("NormaliseRows", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void NormaliseRows(int rows, {k.Scalar}* x, nint xRow, {k.Scalar}* scale, {k.Scalar}* bias, {k.Scalar} epsilon, {k.Scalar}* normalised, {k.Scalar}* inverse, nint inverseRow, {k.Scalar}* y, nint yRow, int units)"))
            using (w.Block("for (; rows > 0; rows--, x += xRow, normalised += yRow, inverse += inverseRow, y += yRow)"))
            {
                w.Line($"{v.Type} sum = {v.Zero}, squares = {v.Zero};");
                w.Line($"for (var i = 0; i < units; i += {v.Lanes}) sum += {keep}({v.Static}.LoadAligned(x + i), units - i);");
                w.Line($"var mean = {v.Static}.Create({v.Static}.Sum(sum) / units);");
                using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
                {
                    w.Line($"var d = {keep}({v.Static}.LoadAligned(x + i) - mean, units - i);");
                    w.Line("d.StoreAligned(normalised + i);");
                    w.Line("squares += d * d;");
                }
                w.Line($"*inverse = 1 / {k.Scalar}.Sqrt(({v.Static}.Sum(squares) / units) + epsilon);");
                using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
                {
                    w.Line($"var n = {v.Static}.LoadAligned(normalised + i) * {v.Static}.Create(*inverse);");
                    w.Line("n.StoreAligned(normalised + i);");
                    w.Line($"((n * {v.Static}.LoadAligned(scale + i)) + {v.Static}.LoadAligned(bias + i)).StoreAligned(y + i);");
                }
            }
        });
    }
}
