using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>One number in every place of a shape.</summary>
internal sealed class ConstantOfShape : SingleOperator
{
    public override string Type => "ConstantOfShape";

    public override int Since => 1;

    public override ImmutableArray<string> Attributes => ["value"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        if (inputs[0] is not Tensor<long> shape) throw new Refusal("its shape is no whole numbers");
        Broadcast.CheckSize(shape.Values);
        var value = call.Attributes.Tensor("value") ?? Tensor.Create([0f], 1);
        if (value.Length != 1) throw new Refusal("its value is not one number");
        return Rearrange.Expand(Rearrange.Reshape(value), shape.Values);
    }

    protected override ImportValue Apply(NodeCall call) => throw new Refusal("its shape is a value of the network");
}
