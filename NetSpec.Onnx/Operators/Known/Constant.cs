using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Numbers that stand in the node.</summary>
internal sealed class Constant : SingleOperator
{
    public override string Type => "Constant";

    public override int Since => 1;

    public override int LeastInputs => 0;

    public override ImmutableArray<string> Attributes => ["value", "value_float", "value_floats", "value_int", "value_ints"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var attributes = call.Attributes;
        if (attributes.Tensor("value") is { } tensor) return tensor;
        if (attributes.Has("value_float")) return Tensor.Create([(float)attributes.Number("value_float", 0)]);
        if (attributes.Has("value_int")) return Tensor.Create([attributes.Whole("value_int", 0)]);
        if (attributes.Numbers("value_floats") is { } numbers) return Tensor.Create(numbers.Select(n => (float)n).ToArray(), numbers.Length);
        if (attributes.Wholes("value_ints") is { } wholes) return Tensor.Create(wholes.ToArray(), wholes.Length);
        throw new Refusal("it holds no numbers");
    }

    protected override ImportValue Apply(NodeCall call) => throw new Refusal("it takes no input");
}
