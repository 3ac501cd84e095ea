using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class DropoutLowering : LayerLowering
{
    public override string Keyword => "dropout";

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var dropout = (Dropout)layer.Layer;
        if (dropout.Rate == 0) return input;
        var output = context.NewValue(layer.Path, "Noisy", layer.Output, aliasOf: input);
        input.SharesGradientWith = output;
        var factors = context.NewRows(layer.Path, "Factors", output.Width, output.RowsPerSample, hasGradient: false);
        context.Operations.Add(new Noise(layer.Path, input, output, factors, dropout.Rate, dropout.Noise, context.Operations.OfType<Noise>().Count()));
        return output;
    }
}
