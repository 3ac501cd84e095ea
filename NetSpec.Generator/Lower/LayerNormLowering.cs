using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class LayerNormLowering : LayerLowering
{
    public override string Keyword => "layernorm";

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var output = context.NewOutput(layer);
        input.SharesGradientWith = output;
        var scale = VectorSlot.Declare(context, layer, "weight", input.Width);
        var bias = VectorSlot.Declare(context, layer, "bias", input.Width);
        context.Operations.Add(new Normalise(
            layer.Path, input, output, scale, bias, ((LayerNorm)layer.Layer).Epsilon,
            (role, units) => context.NewRows(layer.Path, role, units, output.RowsPerSample, hasGradient: false)));
        return output;
    }
}
