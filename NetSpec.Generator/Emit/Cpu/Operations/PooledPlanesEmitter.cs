namespace NetSpec.Generator;

/// <summary>Pooled convolutions of the caller's planes.</summary>
internal sealed class PooledPlanesEmitter : PooledConvolutionEmitter<PooledPlanes>
{
    public override string Form(Operation operation) => $"few planes: F(2, 3) down the columns with the sums of 2 lines in registers, {((PooledPlanes)operation).Pool} in the epilogue";

    // 24 products do the work of 36.
    protected override double FullCost(PooledPlanes o, VectorTarget target) => ConvolveEmitter.Direct(o.Walk, target) * 2 / 3;

    protected override string Samples(PooledPlanes o, KernelContext k) => PooledPlanesMethods.Samples(o, k);

    protected override string Kernels(PooledPlanes o, KernelContext k) => PooledPlanesMethods.Kernels(o, k);
}
