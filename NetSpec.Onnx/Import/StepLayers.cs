using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>Steps as layers, once no neighbour has taken them in.</summary>
internal static class StepLayers
{
    public static Placed Of(Step step) => step switch
    {
        LayerStep layer => new(step, layer.Layer, layer.Weights, layer.NameHint, []),
        JoinStep { IsSum: true } join => new(step, new Residual(default) { Activation = join.Activation }, [], null, []),
        JoinStep join => new(step, new Concat(default) { Activation = join.Activation }, [], null, []),
        AffineStep affine => Normalize(affine),
        PadStep => throw new Refusal("zeros around a value are said by the convolution behind them, and none is there").Beside(step),
        LastStep => throw new Refusal("the last step of a sequence is what a recurrent layer gives, and here other steps are read too or no recurrent layer is before it").Beside(step),
        _ => throw new InvalidOperationException($"The step {step.GetType().Name} is no layer."),
    };

    private static Placed Normalize(AffineStep step)
    {
        if (!step.Affine.IsPositive) throw new Refusal("it multiplies by numbers that are not above 0, which a normalize cannot").Beside(step);
        var (mean, std) = step.Affine.AsNormalize();
        if (mean.Concat(std).Any(v => !float.IsFinite((float)v)) || std.Any(v => (float)v <= 0))
            throw new Refusal("its constants leave the range of single precision").Beside(step);
        return new(step, new Normalize(mean, std), [], null, []);
    }
}
