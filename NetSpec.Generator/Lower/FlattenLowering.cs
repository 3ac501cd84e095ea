using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class FlattenLowering : LayerLowering
{
    public override string Keyword => "flatten";

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        if (layer.Input.Rank == 1) return input;
        var output = context.NewOutput(layer);
        context.Operations.Add(new FlattenRows(layer.Path, input, output, layer.Input));
        return output;
    }
}
