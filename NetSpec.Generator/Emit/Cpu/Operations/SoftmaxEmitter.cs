namespace NetSpec.Generator;

internal sealed class SoftmaxEmitter : OperationEmitter<Softmax>
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    protected override void Forward(Softmax softmax, KernelContext k) => k.Writer.Line(
        $"{k.Call(Method(softmax, k))}({KernelContext.Rows(softmax.Input)}, {softmax.Input.Name}, {softmax.Input.Stride}, {softmax.Output.Name}, {softmax.Output.Stride}, {softmax.Output.Width});");

    protected override void Backward(Softmax softmax, KernelContext k)
    {
        var v = k.Target;
        MathMethods.Exp(k);
        var name = softmax.Log ? "LogSoftmaxGradient" : "SoftmaxGradient";
        k.Need(name, w =>
        {
            w.Line(softmax.Log ? "// g - softmax * sum(g)" : "// y * (g - sum(g * y))");
            w.Line(Optimized);
            using (w.Block($"public static void {name}(int rows, {k.Scalar}* g, nint gRow, {k.Scalar}* y, nint yRow, int units)"))
            using (w.Block("for (; rows > 0; rows--, g += gRow, y += yRow)"))
            {
                var term = softmax.Log ? "" : $" * {v.Static}.LoadAligned(y + i)";
                w.Line($"var total = {v.Zero};");
                w.Line($"for (var i = 0; i < units; i += {v.Lanes}) total += {v.Static}.LoadAligned(g + i){term};");
                w.Line($"var sum = {v.Static}.Create({v.Static}.Sum(total));");
                using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
                {
                    var (gi, yi) = ($"{v.Static}.LoadAligned(g + i)", $"{v.Static}.LoadAligned(y + i)");
                    w.Line(softmax.Log
                        ? $"{RowMethods.KeepUnits(k)}({gi} - (Exp({yi}) * sum), units - i).StoreAligned(g + i);"
                        : $"({yi} * ({gi} - sum)).StoreAligned(g + i);");
                }
            }
        });
        k.Writer.Line($"{k.Call(name)}({KernelContext.Rows(softmax.Output)}, {softmax.Output.GradientName}, {softmax.Output.GradientStride}, {softmax.Output.Name}, {softmax.Output.Stride}, {softmax.Output.Width});");
    }

    protected override void Single(Softmax softmax, SingleContext s)
    {
        var from = s.InMemory(softmax.Input);
        var to = s.NewInMemory(softmax.Output);
        s.Writer.Line($"{Method(softmax, s.Kernel)}(1, {from}, 0, {to}, 0, {softmax.Output.Width});");
    }

    private static string Method(Softmax softmax, KernelContext k)
    {
        var v = k.Target;
        var keep = RowMethods.KeepUnits(k);
        var normaliser = Normaliser(k);
        var name = softmax.Log ? "LogSoftmax" : "Softmax";
        return k.Need(name, w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void {name}(int rows, {k.Scalar}* x, nint xRow, {k.Scalar}* y, nint yRow, int units)"))
            using (w.Block("for (; rows > 0; rows--, x += xRow, y += yRow)"))
            {
                w.Line($"{k.Scalar} highest;");
                w.Line($"var normaliser = {v.Static}.Create({normaliser}(x, units, &highest));");
                w.Line($"var largest = {v.Static}.Create(highest);");
                using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
                {
                    var difference = $"({v.Static}.LoadAligned(x + i) - largest) - normaliser";
                    w.Line($"{keep}({(softmax.Log ? difference : $"Exp({difference})")}, units - i).StoreAligned(y + i);");
                }
            }
        });
    }

    /// <summary>
    /// log(sum(exp(x - largest))) of a row, and its largest value. They are not added up: beside a value of 10,000 a float32 keeps three digits
    /// of the logarithm.
    /// </summary>
    public static string Normaliser(KernelContext k)
    {
        var v = k.Target;
        MathMethods.Exp(k);
        var (keep, largest) = (RowMethods.KeepUnits(k), RowMethods.Largest(k));
        return k.Need("LogSumExp", w =>
        {
            w.Line("// log(sum(exp(x - largest))) over one row: nothing overflows, and a large value takes no digits from the logarithm.");
            w.Line(Optimized);
            using (w.Block($"public static {k.Scalar} LogSumExp({k.Scalar}* x, int units, {k.Scalar}* largest)"))
            {
                w.Line($"var highest = {v.Static}.Create(*x);");
                w.Line($"for (var i = 0; i < units; i += {v.Lanes})");
                // Padding holds zero, which may be larger than every logit: those lanes take the first unit instead.
                w.Line($"    highest = {v.Static}.MaxNative(highest, {v.Static}.ConditionalSelect({v.Static}.LessThan({v.Type}.Indices, {v.Static}.Create(({k.Scalar})(units - i))), {v.Static}.LoadAligned(x + i), highest));");
                w.Line($"*largest = {largest}(highest);");
                w.Line($"var sum = {v.Zero};");
                w.Line($"for (var i = 0; i < units; i += {v.Lanes}) sum += {keep}(Exp({v.Static}.LoadAligned(x + i) - {v.Static}.Create(*largest)), units - i);");
                w.Line($"return {k.Scalar}.Log({v.Static}.Sum(sum));");
            }
        });
    }
}
