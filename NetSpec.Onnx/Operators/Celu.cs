using System.Collections.Immutable;
using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>max(x, 0) + min(0, alpha * (exp(x / alpha) - 1)): alpha times the elu of x / alpha.</summary>
internal sealed class Celu : SingleOperator
{
    public override string Type => "Celu";

    public override ImmutableArray<string> Attributes => ["alpha"];

    protected override ImportValue Apply(NodeCall call)
    {
        var alpha = call.Attributes.Number("alpha", 1);
        if (alpha <= 0) throw new Refusal($"its alpha is {Numerals.Text(alpha)}");
        return Affines.Apply(call, Elu.Of(call, Affines.Apply(call, call.Signal(0), Affine.Times(1 / alpha)), 1), Affine.Times(alpha));
    }
}
