using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>A constant repeated to a shape.</summary>
internal sealed class Expand : SingleOperator
{
    public override string Type => "Expand";

    public override int LeastInputs => 2;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => inputs[1] is Tensor<long> shape
        ? Rearrange.Expand(inputs[0]!, Broadcast.Shape(inputs[0]!.Shape, shape.Values))
        : throw new Refusal("its shape is no whole numbers");

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        var shape = call.Sizes("shape", 1) ?? throw new Refusal("its shape is missing");
        return Broadcast.Shape(signal.Layout.Sizes, shape).SequenceEqual(signal.Layout.Sizes)
            ? signal
            : throw new Refusal($"it repeats a value of {signal.Layout} to [{string.Join(", ", shape)}]");
    }
}
