using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class BatchNormLowering : LayerLowering
{
    public override string Keyword => "batchnorm";

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var batchNorm = (BatchNorm)layer.Layer;
        var output = context.NewOutput(layer);
        input.SharesGradientWith = output;
        var parameters = new BatchParameters(Slot("weight"), Slot("bias"), Slot("running_mean"), Slot("running_var"));
        context.Operations.Add(new NormaliseBatch(layer.Path, input, output, parameters, batchNorm.Epsilon, batchNorm.Momentum, role => context.NewRow(layer.Path, role, input.Width)));
        return output;

        ParameterSlot Slot(string suffix) => VectorSlot.Declare(context, layer, suffix, input.Width);
    }
}
