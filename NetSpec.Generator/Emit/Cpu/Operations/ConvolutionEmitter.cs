namespace NetSpec.Generator;

/// <summary>What printers of convolutions share: bias, activation and mask go into epilogues as a multiplication's do.</summary>
internal abstract class ConvolutionEmitter<TOperation> : OperationEmitter<TOperation>
    where TOperation : Convolution
{
    /// <summary>A call up to its target: sums over windows, forward or of the gradient.</summary>
    protected abstract string Sums(TOperation o, string epilogue, bool backward, KernelContext k);

    /// <summary>Statements that add the gradient of the kernels.</summary>
    protected abstract void KernelGradient(TOperation o, KernelContext k);

    public override bool CanUnroll(Operation operation) => false;

    protected override void Forward(TOperation o, KernelContext k)
    {
        var (epilogue, operands) = k.Forward(o);
        k.Writer.Line($"{Sums(o, epilogue, backward: false, k)},");
        k.Writer.Line($"    new TileTarget {{ Memory = {o.Output.Name}, Row = {o.Output.Stride}{operands} }});");
    }

    protected override void Backward(TOperation o, KernelContext k)
    {
        MapEmitter.ApplyDerivative(o, k);
        if (o.Bias is { } bias)
            k.Writer.Line($"{k.Call(RowMethods.SumRows(k))}({KernelContext.Rows(o.Output)}, {o.Output.GradientName}, {o.Output.GradientStride}, gradient + {bias.Offset}, {o.Output.Width}, {k.AddsTo(bias)});");
        KernelGradient(o, k);
        using (k.IfWanted(o.Input))
        {
            var epilogue = o.MasksInputGradient ? EpilogueEmitter.Mask : EpilogueEmitter.Plain;
            var mask = o.MasksInputGradient ? $", Mask = {o.Input.Name}" : "";
            k.Request(epilogue);
            k.Writer.Line($"{Sums(o, epilogue, backward: true, k)},");
            k.Writer.Line($"    new TileTarget {{ Memory = {o.Input.GradientName}, Row = {o.Input.GradientStride}{mask} }});");
        }
    }
}
