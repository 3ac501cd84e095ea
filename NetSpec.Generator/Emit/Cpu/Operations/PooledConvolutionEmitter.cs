using System;

namespace NetSpec.Generator;

/// <summary>What printers of pooled convolutions share; they stand in inference alone.</summary>
internal abstract class PooledConvolutionEmitter<TOperation> : OperationEmitter<TOperation>
    where TOperation : PooledConvolution
{
    /// <summary>Asks for the method that convolves a slice of samples.</summary>
    protected abstract string Samples(TOperation o, KernelContext k);

    /// <summary>Asks for the method that transforms kernels.</summary>
    protected abstract string Kernels(TOperation o, KernelContext k);

    /// <summary>What it takes where every vector is full, as <see cref="OperationEmitter.SampleCost"/> counts.</summary>
    protected abstract double FullCost(TOperation o, VectorTarget target);

    // Vectors are no wider than the channels need.
    public sealed override double SampleCost(Operation operation, VectorTarget target)
    {
        var (units, narrow) = (operation.Output.Width, NarrowVectors.For(target, NarrowVectors.Round(operation.Output.Width)));
        return FullCost((TOperation)operation, target) * narrow.Lanes * ((units + narrow.Lanes - 1) / narrow.Lanes) / Padding.Round(units);
    }

    public override bool CanUnroll(Operation operation) => false;

    public sealed override void RefreshForward(Operation operation, KernelContext k)
    {
        var o = (TOperation)operation;
        k.Writer.Line($"{k.Call(Kernels(o, k))}(parameters + {o.Weight.Offset}, {o.Walk.Inputs}, {o.Output.Width}, packed + {o.Kernels});");
    }

    protected override void Forward(TOperation o, KernelContext k)
    {
        var (epilogue, operands) = k.Forward(o);
        k.Writer.Line($"{k.Call(Samples(o, k))}<{epilogue}>(samples, {o.Input.Name}, {WalkMethods.Print(o.Walk, k)}, packed + {o.Kernels}, scratch,");
        k.Writer.Line($"    new TileTarget {{ Memory = {o.Output.Name}, Row = {o.Output.Stride}{operands} }});");
    }

    protected override void Backward(TOperation o, KernelContext k) => throw new InvalidOperationException("A pooled convolution belongs to inference, which has no gradient.");
}
