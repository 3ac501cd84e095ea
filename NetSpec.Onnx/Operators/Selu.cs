using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>gamma times an elu: with the usual constants a selu.</summary>
internal sealed class Selu : SingleOperator
{
    private const double UsualAlpha = 1.6732632, UsualGamma = 1.050701;

    public override string Type => "Selu";

    public override ImmutableArray<string> Attributes => ["alpha", "gamma"];

    protected override ImportValue Apply(NodeCall call)
    {
        // Files of version 1 and 6 state fewer digits.
        var (alpha, gamma) = (call.Attributes.Number("alpha", UsualAlpha), call.Attributes.Number("gamma", UsualGamma));
        if (Math.Abs(alpha - UsualAlpha) < 2e-6 && Math.Abs(gamma - UsualGamma) < 2e-6) return Activations.Apply(call, call.Signal(0), Activation.Selu);
        return Affines.Apply(call, Elu.Of(call, call.Signal(0), alpha), Affine.Times(gamma));
    }
}
