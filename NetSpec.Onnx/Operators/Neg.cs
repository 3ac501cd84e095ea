using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>A value with the other sign.</summary>
internal sealed class Neg : SingleOperator
{
    public override string Type => "Neg";

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Unary.Apply(inputs[0]!, v => -v);

    protected override ImportValue Apply(NodeCall call) => Affines.Apply(call, call.Signal(0), Affine.Times(-1));
}
