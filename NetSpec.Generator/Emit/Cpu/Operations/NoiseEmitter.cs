namespace NetSpec.Generator;

internal sealed class NoiseEmitter : OperationEmitter<Noise>
{
    public override string Form(Operation operation) => "noise in training, nothing at inference";

    protected override void Forward(Noise noise, KernelContext k)
    {
        using (k.Writer.Block("if (training)"))
        {
            k.Writer.Line($"global::NetSpec.Runtime.DropoutNoiseSource.{noise.Kind}({k.Target.Precision.Literal(noise.Rate)}, seed, {noise.Index}, firstSample * {noise.Input.RowsPerSample}, {KernelContext.Rows(noise.Input)}, {noise.Input.Width}, {noise.Factors.Name}, {noise.Factors.Stride});");
            var v = k.Target;
            var name = k.Need("MultiplyRows", w => RowMethods.OverRows(
                w, v, $"MultiplyRows(int rows, {k.Scalar}* x, nint xRow, {k.Scalar}* factors, nint factorsRow, {k.Scalar}* y, nint yRow, int units)", "x += xRow, factors += factorsRow, y += yRow",
                () => w.Line($"({v.Static}.LoadAligned(x + i) * {v.Static}.LoadAligned(factors + i)).StoreAligned(y + i);")));
            k.Writer.Line($"{k.Call(name)}({KernelContext.Rows(noise.Input)}, {noise.Input.Name}, {noise.Input.Stride}, {noise.Factors.Name}, {noise.Factors.Stride}, {noise.Output.Name}, {noise.Output.Stride}, {noise.Output.Width});");
        }
    }

    protected override void Backward(Noise noise, KernelContext k)
    {
        using (k.Writer.Block("if (slice.Training)"))
        {
            var (g, row) = (noise.Output.GradientName, noise.Output.GradientStride);
            k.Writer.Line($"{k.Call("MultiplyRows")}({KernelContext.Rows(noise.Output)}, {g}, {row}, {noise.Factors.Name}, {noise.Factors.Stride}, {g}, {row}, {noise.Output.Width});");
        }
    }

    protected override void Single(Noise noise, SingleContext s) => s.Alias(noise.Output, noise.Input);
}
