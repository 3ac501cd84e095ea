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
        var operation = new Normalise(layer.Path, input, output, scale, bias, ((LayerNorm)layer.Layer).Epsilon);
        context.Values.Add(operation.Normalised);
        context.Values.Add(operation.InverseDeviation);
        context.Operations.Add(operation);
        return output;
    }
}
