using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>What the pools' lowerings share.</summary>
internal abstract class PoolLowering(bool isMean) : LayerLowering
{
    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var pool = (NetSpec.Spec.Pool)layer.Layer;
        var output = context.NewOutput(layer);
        var grid = new WindowGrid(
            Axis(layer.Input[1], pool.Window.Height, pool.Stride.Height, pool.Padding.Height),
            Axis(layer.Input[2], pool.Window.Width, pool.Stride.Width, pool.Padding.Width));
        context.Operations.Add(new Pool(layer.Path, input, output, grid, isMean));
        return output;
    }

    private static WindowAxis Axis(int size, int window, int stride, int padding) => new(size, window, stride, 1, padding, padding);
}
