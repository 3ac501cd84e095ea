namespace NetSpec.Generator;

internal sealed class FlattenRowsEmitter : OperationEmitter<FlattenRows>
{
    public override string Form(Operation operation) => "rows copied into one";

    public override bool CanUnroll(Operation operation) => false;

    protected override void Forward(FlattenRows o, KernelContext k)
    {
        if (o.Shape.IsImage)
            k.Writer.Line($"{k.Call(ImageMethods.RowsToPlanes(k))}(samples, {o.Input.Name}, {o.Input.Stride}, {o.Output.Name}, {o.Output.Stride}, {o.Input.RowsPerSample}, {o.Input.Width});");
        else
            k.Writer.Line($"{k.Call(CopySteps(k))}(samples, {o.Input.Name}, {o.Input.RowsPerSample * o.Input.Stride}, {o.Input.Stride}, {o.Output.Name}, {o.Output.Stride}, {o.Input.Width}, {o.Input.RowsPerSample}, {o.Input.Width});");
    }

    protected override void Backward(FlattenRows o, KernelContext k)
    {
        var (from, to) = (o.Output, o.Input);
        if (o.Shape.IsImage)
            k.Writer.Line($"{k.Call(ImageMethods.PlanesToRows(k))}(samples, {from.GradientName}, {from.GradientStride}, {to.GradientName}, {to.GradientStride}, {to.RowsPerSample}, {to.Width});");
        else
            k.Writer.Line($"{k.Call(CopySteps(k))}(samples, {from.GradientName}, {from.GradientStride}, {to.Width}, {to.GradientName}, {to.RowsPerSample * to.GradientStride}, {to.GradientStride}, {to.RowsPerSample}, {to.Width});");
    }

    private static string CopySteps(KernelContext k)
    {
        var copy = RowMethods.CopyRows(k);
        return k.Need("CopySteps", w =>
        {
            using (w.Block($"public static void CopySteps(int samples, {k.Scalar}* from, nint fromSample, nint fromStep, {k.Scalar}* to, nint toSample, nint toStep, int steps, int units)"))
            {
                w.Line("for (; samples > 0; samples--, from += fromSample, to += toSample)");
                w.Line($"    {copy}(steps, from, fromStep, to, toStep, units);");
            }
        });
    }
}
