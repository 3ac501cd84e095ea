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

    protected override double FullCost(PooledTiles o, VectorTarget target) => WinogradTile.Small.Cost(o.Walk, target);

    protected override string Sums(PooledTiles o, string epilogue, KernelContext k) =>
        $"{k.Call(PooledTilesMethods.Samples(o, k))}<{epilogue}>(samples, {o.Input.Name}, {WalkMethods.Print(o.Walk, k)}, packed + {o.Kernels}, scratch";
}
