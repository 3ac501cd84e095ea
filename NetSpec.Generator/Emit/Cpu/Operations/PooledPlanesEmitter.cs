namespace NetSpec.Generator;

/// <summary>Pooled convolutions of the caller's planes.</summary>
internal sealed class PooledPlanesEmitter : PooledConvolutionEmitter<PooledPlanes>
{
    public override string Form(Operation operation) => $"few planes: nine kernel places in registers, 2 lines of pixels, {((PooledPlanes)operation).Pool} in the epilogue";

    // Vectors are no wider than the channels need.
    public override double SampleCost(Operation operation, VectorTarget target)
    {
        var (walk, narrow) = (((PooledPlanes)operation).Walk, NarrowVectors.For(target, NarrowVectors.Round(operation.Output.Width)));
        return ConvolveEmitter.Direct(walk, target) * narrow.Lanes * ((walk.Units + narrow.Lanes - 1) / narrow.Lanes) / Padding.Round(walk.Units);
    }

    protected override string Sums(PooledPlanes o, string epilogue, KernelContext k) =>
        $"{k.Call(PooledPlanesMethods.Samples(o, k))}<{epilogue}>(samples, {o.Input.Name}, {WalkMethods.Print(o.Walk, k)}, parameters + {o.Weight.Offset}, scratch";
}
