namespace NetSpec.Generator;

internal sealed class PadEmitter : OperationEmitter<Pad>
{
    protected override void Forward(Pad pad, KernelContext k) =>
        k.Writer.Line($"{k.Call(RowMethods.CopyRows(k))}({KernelContext.Rows(pad.Input)}, {pad.Input.Name}, {pad.Input.Stride}, {pad.Output.Name}, {pad.Output.Stride}, {pad.Input.Width});");

    // The two share one gradient.
    protected override void Backward(Pad pad, KernelContext k)
    {
    }

    protected override void Single(Pad pad, SingleContext s)
    {
        var to = s.NewInMemory(pad.Output);
        s.Writer.Line($"new Span<{s.Kernel.Scalar}>({to}, {Padding.Round(pad.Output.Width)}).Clear();");
        s.Writer.Line($"{RowMethods.CopyRows(s.Kernel)}(1, {pad.Input.Name}, {pad.Input.Width}, {to}, {pad.Input.Width}, {pad.Input.Width});");
    }
}
