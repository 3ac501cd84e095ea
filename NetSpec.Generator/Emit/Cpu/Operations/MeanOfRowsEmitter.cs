namespace NetSpec.Generator;

internal sealed class MeanOfRowsEmitter : OperationEmitter<MeanOfRows>
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    public override bool CanUnroll(Operation operation) => false;

    protected override void Forward(MeanOfRows o, KernelContext k)
    {
        var v = k.Target;
        var name = k.Need("MeanOfRows", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void MeanOfRows(int samples, {k.Scalar}* x, nint xRow, int rows, {k.Scalar}* y, nint yRow, int units)"))
            using (w.Block("for (; samples > 0; samples--, x += rows * xRow, y += yRow)"))
            using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
            {
                w.Line($"var sum = {v.Zero};");
                w.Line($"{k.Scalar}* p = x + i;");
                w.Line($"for (var n = rows; n > 0; n--, p += xRow) sum += {v.Static}.LoadAligned(p);");
                w.Line($"(sum / {v.Static}.Create(({k.Scalar})rows)).StoreAligned(y + i);");
            }
        });
        k.Writer.Line($"{k.Call(name)}(samples, {o.Input.Name}, {o.Input.Stride}, {o.Input.RowsPerSample}, {o.Output.Name}, {o.Output.Stride}, {o.Output.Width});");
    }

    protected override void Backward(MeanOfRows o, KernelContext k)
    {
        var v = k.Target;
        var name = k.Need("SpreadOverRows", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void SpreadOverRows(int samples, {k.Scalar}* gy, nint yRow, {k.Scalar}* gx, nint xRow, int rows, int units)"))
            using (w.Block("for (; samples > 0; samples--, gy += yRow)"))
            using (w.Block("for (var n = rows; n > 0; n--, gx += xRow)"))
            using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
                w.Line($"({v.Static}.LoadAligned(gy + i) / {v.Static}.Create(({k.Scalar})rows)).StoreAligned(gx + i);");
        });
        k.Writer.Line($"{k.Call(name)}(samples, {o.Output.GradientName}, {o.Output.GradientStride}, {o.Input.GradientName}, {o.Input.GradientStride}, {o.Input.RowsPerSample}, {o.Input.Width});");
    }
}
