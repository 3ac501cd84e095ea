namespace NetSpec.Generator;

/// <summary>Pooled convolutions of the caller's planes.</summary>
internal sealed class PooledPlanesEmitter : PooledConvolutionEmitter<PooledPlanes>
{
    public override string Form(Operation operation) => $"few planes: nine kernel places in registers, 2 lines of pixels, {((PooledPlanes)operation).Pool} in the epilogue";

    protected override double FullCost(PooledPlanes o, VectorTarget target) => ConvolveEmitter.Direct(o.Walk, target);

    protected override string Sums(PooledPlanes o, string epilogue, KernelContext k) =>
        $"{k.Call(PooledPlanesMethods.Samples(o, k))}<{epilogue}>(samples, {o.Input.Name}, {WalkMethods.Print(o.Walk, k)}, parameters + {o.Weight.Offset}, scratch";
}
