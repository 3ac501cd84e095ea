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

    // 24 products do the work of 36.
    protected override double FullCost(PooledPlanes o, VectorTarget target) => ConvolveEmitter.Direct(o.Walk, target) * 2 / 3;

    protected override string Sums(PooledPlanes o, string epilogue, KernelContext k) =>
        $"{k.Call(PooledPlanesMethods.Samples(o, k))}<{epilogue}>(samples, {o.Input.Name}, {WalkMethods.Print(o.Walk, k)}, packed + {o.Kernels}, scratch";
}
