namespace NetSpec.Generator;

/// <summary>Pooled convolutions of few channels by F(2x2, 3x3).</summary>
internal sealed class PooledTilesEmitter : PooledConvolutionEmitter<PooledTiles>
{
    public override string Form(Operation operation) => $"few channels: F(2x2, 3x3) with a tile's sums in registers, {((PooledTiles)operation).Pool} in the epilogue";

    public override void RefreshForward(Operation operation, KernelContext k)
    {
        var o = (PooledTiles)operation;
        k.Writer.Line($"{k.Call(PooledTilesMethods.Kernels(o, k))}(parameters + {o.Weight.Offset}, {o.Input.Width}, {o.Output.Width}, packed + {o.Kernels});");
    }

    public override double SampleCost(Operation operation, VectorTarget target)
    {
        var (walk, narrow) = (((PooledTiles)operation).Walk, NarrowVectors.For(target, NarrowVectors.Round(operation.Output.Width)));
        return WinogradTile.Small.Cost(walk, target) * narrow.Lanes * ((walk.Units + narrow.Lanes - 1) / narrow.Lanes) / Padding.Round(walk.Units);
    }

    protected override string Sums(PooledTiles o, string epilogue, KernelContext k) =>
        $"{k.Call(PooledTilesMethods.Samples(o, k))}<{epilogue}>(samples, {o.Input.Name}, {WalkMethods.Print(o.Walk, k)}, packed + {o.Kernels}, scratch";
}
