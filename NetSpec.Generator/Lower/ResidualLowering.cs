using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class ResidualLowering : LayerLowering
{
    public override string Keyword => "residual";

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var inputs = context.Fork(layer, input, 2);
        var body = LayerLowerings.Lower(layer.Branches[0].Layers, inputs[0], context);
        var shortcut = LayerLowerings.Lower(layer.Branches[1].Layers, inputs[1], context);
        var output = context.NewOutput(layer);
        // The other's gradient is a copy: what lies before either may work in place.
        body.SharesGradientWith = output;
        context.Operations.Add(new Join(layer.Path, body, shortcut, output));
        return output;
    }
}
