using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>x, or alpha * x below 0.</summary>
internal sealed class LeakyRelu : SingleOperator
{
    public override string Type => "LeakyRelu";

    public override ImmutableArray<string> Attributes => ["alpha"];

    protected override ImportValue Apply(NodeCall call) => Of(call, call.Signal(0), call.Attributes.Number("alpha", 0.01));

    public static Signal Of(NodeCall call, Signal signal, double slope) =>
        Activations.Apply(call, signal, Activation.LeakyRelu, slope == 0.01 ? null : slope);
}
