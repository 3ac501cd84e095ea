using System;

namespace NetSpec.Generator;

/// <summary>Multiplications of flattened images with few units; they stand in inference alone.</summary>
internal sealed class DotProductsEmitter : OperationEmitter<DotProducts>
{
    public override string Form(Operation operation) => "few units of an image's rows: inputs in lanes, no flattening";

    public override bool CanUnroll(Operation operation) => false;

    public override void RefreshForward(Operation operation, KernelContext k)
    {
        var o = (DotProducts)operation;
        k.Writer.Line($"{k.Call(DotMethods.Copy(k))}(parameters + {o.Weight.Offset}, {o.Input.RowsPerSample}, {o.Input.Width}, {o.Input.Stride}, {o.Output.Width}, packed + {o.Copy});");
    }

    // Of one sample every value of the copy serves one product, and comes from the second-level cache.
    public override double SampleCost(Operation operation, VectorTarget target)
    {
        var o = (DotProducts)operation;
        return o.Output.Width * ((2.0 * o.Length / target.Lanes) + 8);
    }

    protected override void Forward(DotProducts o, KernelContext k)
    {
        var (epilogue, operands) = k.Forward(o);
        k.Writer.Line($"{k.Call(DotMethods.Samples(k))}<{epilogue}>(samples, {o.Input.Name}, {o.Length}, packed + {o.Copy}, {o.Output.Width}, scratch,");
        k.Writer.Line($"    new TileTarget {{ Memory = {o.Output.Name}, Row = {o.Output.Stride}{operands} }});");
    }

    protected override void Backward(DotProducts o, KernelContext k) => throw new InvalidOperationException("Dot products belong to inference, which has no gradient.");
}
