using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class GlobalAvgPoolLowering : LayerLowering
{
    public override string Keyword => "global_avgpool";

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var output = context.NewOutput(layer);
        context.Operations.Add(new MeanOfRows(layer.Path, input, output));
        return output;
    }
}
