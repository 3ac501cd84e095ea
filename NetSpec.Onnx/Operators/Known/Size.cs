using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>The number of values.</summary>
internal sealed class Size : SingleOperator
{
    public override string Type => "Size";

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Tensor.Create([inputs[0]!.Length]);

    protected override ImportValue Apply(NodeCall call)
    {
        var layout = call.Signal(0).Layout;
        return new Known(Tensor.Create([layout.Sizes.Aggregate(1L, (p, s) => checked(p * s))]), layout.Samples.IsFree && layout.HasBatch);
    }
}
