using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>The value as it is.</summary>
internal sealed class Identity : SingleOperator
{
    public override string Type => "Identity";

    public override int Since => 1;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => inputs[0];

    protected override ImportValue Apply(NodeCall call) => call.Signal(0);
}
