using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class NormalizeLowering : LayerLowering
{
    public override string Keyword => "normalize";

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var normalize = (Normalize)layer.Layer;
        var output = context.NewOutput(layer);
        input.SharesGradientWith = output;
        var mean = context.NewConstant(Enumerable.Range(0, input.Width).Select(i => At(normalize.Mean, i, 0)));
        var scale = context.NewConstant(Enumerable.Range(0, input.Width).Select(i => 1 / At(normalize.Std, i, 1)));
        context.Operations.Add(new Affine(layer.Path, input, output, mean, scale));
        return output;
    }

    // One number serves every feature.
    private static double At(EquatableArray<double> values, int index, double missing) =>
        values.Count == 0 ? missing : values[values.Count == 1 ? 0 : index];
}
