using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>An operator of one output.</summary>
internal abstract class SingleOperator : Operator
{
    public sealed override IReadOnlyList<ImportValue?> Import(NodeCall call) => [Apply(call)];

    protected abstract ImportValue Apply(NodeCall call);
}
