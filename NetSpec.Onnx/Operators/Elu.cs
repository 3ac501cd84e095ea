using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>x, or alpha * (exp(x) - 1) below 0.</summary>
internal sealed class Elu : SingleOperator
{
    public override string Type => "Elu";

    public override ImmutableArray<string> Attributes => ["alpha"];

    protected override ImportValue Apply(NodeCall call) => Of(call, call.Signal(0), call.Attributes.Number("alpha", 1));

    public static Signal Of(NodeCall call, Signal signal, double alpha) =>
        Activations.Apply(call, signal, Activation.Elu, alpha == 1 ? null : alpha);
}
