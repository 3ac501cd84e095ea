using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class ActivationLowering : LayerLowering
{
    public override string Keyword => "activation";

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context) =>
        Apply(layer, layer.Layer.Activation!, input, context);

    /// <summary>Adds an activation after a layer; linear adds nothing.</summary>
    public static Value Apply(ResolvedLayer layer, ActivationSpec activation, Value input, LoweringContext context)
    {
        if (activation.Kind == Activation.Linear) return input;
        var output = context.NewValue(layer.Path, "Output", layer.Output);
        // Derivatives are taken from values, so the gradient is multiplied where it lies.
        input.SharesGradientWith = output;
        context.Operations.Add(activation.Kind is Activation.Softmax or Activation.LogSoftmax
            ? new Softmax(layer.Path, input, output, activation.Kind == Activation.LogSoftmax)
            : new Map(layer.Path, input, output, activation));
        return output;
    }
}
