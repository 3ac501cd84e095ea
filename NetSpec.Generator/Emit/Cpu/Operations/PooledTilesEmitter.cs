namespace NetSpec.Generator;

/// <summary>Pooled convolutions of few channels by F(2x2, 3x3).</summary>
internal sealed class PooledTilesEmitter : PooledConvolutionEmitter<PooledTiles>
{
    public override string Form(Operation operation) => $"few channels: F(2x2, 3x3) with a tile's sums in registers, {((PooledTiles)operation).Pool} in the epilogue";

    protected override double FullCost(PooledTiles o, VectorTarget target) => WinogradTile.Small.Cost(o.Walk, target);

    protected override string Samples(PooledTiles o, KernelContext k) => PooledTilesMethods.Samples(o, k);

    protected override string Kernels(PooledTiles o, KernelContext k) => PooledTilesMethods.Kernels(o, k);
}
