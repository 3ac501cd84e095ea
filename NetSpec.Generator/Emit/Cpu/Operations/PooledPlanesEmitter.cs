namespace NetSpec.Generator;

/// <summary>Pooled convolutions of the caller's planes.</summary>
internal sealed class PooledPlanesEmitter : PooledConvolutionEmitter<PooledPlanes>
{
    public override string Form(Operation operation) => $"few planes: F(2, 3) down the columns with the sums of 2 lines in registers, {((PooledPlanes)operation).Pool} in the epilogue";

    public override void RefreshForward(Operation operation, KernelContext k)
    {
        var o = (PooledPlanes)operation;
        k.Writer.Line($"{k.Call(PooledPlanesMethods.Kernels(o, k))}(parameters + {o.Weight.Offset}, {o.Walk.Inputs}, {o.Output.Width}, packed + {o.Kernels});");
    }

    // Vectors are no wider than the channels need, and 24 products do the work of 36.
    public override double SampleCost(Operation operation, VectorTarget target)
    {
        var (walk, narrow) = (((PooledPlanes)operation).Walk, NarrowVectors.For(target, NarrowVectors.Round(operation.Output.Width)));
        return ConvolveEmitter.Direct(walk, target) * 2 / 3 * narrow.Lanes * ((walk.Units + narrow.Lanes - 1) / narrow.Lanes) / Padding.Round(walk.Units);
    }

    protected override string Sums(PooledPlanes o, string epilogue, KernelContext k) =>
        $"{k.Call(PooledPlanesMethods.Samples(o, k))}<{epilogue}>(samples, {o.Input.Name}, {WalkMethods.Print(o.Walk, k)}, packed + {o.Kernels}, scratch";
}
