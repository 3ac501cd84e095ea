using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>One number in every place of a shape.</summary>
internal sealed class ConstantOfShape : SingleOperator
{
    public override string Type => "ConstantOfShape";

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
        var shape = call.Wholes("shape", 1) ?? throw new Refusal("its shape is missing");
        return Broadcast.Shape(signal.Layout.Sizes, shape).SequenceEqual(signal.Layout.Sizes)
            ? signal
            : throw new Refusal($"it repeats a value of {signal.Layout} to [{string.Join(", ", shape)}]");
    }
}

/// <summary>Numbers from one to another.</summary>
internal sealed class Range : SingleOperator
{
    public override string Type => "Range";

    public override int LeastInputs => 3;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        if (inputs is not [{ Length: 1 } start, { Length: 1 } end, { Length: 1 } step]) throw new Refusal("it does not have three numbers");
        var (first, last, by) = (start.ToDoubles()[0], end.ToDoubles()[0], step.ToDoubles()[0]);
        if (by == 0) throw new Refusal("its step is 0");
        var count = Math.Max(0, Math.Ceiling((last - first) / by));
        if (!(count <= int.MaxValue)) throw new Refusal("it has too many numbers");
        Broadcast.CheckSize([(long)count]);
        var values = Enumerable.Range(0, (int)count).Select(i => first + (i * by));
        return start is Tensor<long>
            ? Tensor.Create(values.Select(v => (long)v).ToArray(), (long)count)
            : Tensor.Create(values.Select(v => (float)v).ToArray(), (long)count);
    }

    protected override ImportValue Apply(NodeCall call) => throw new Refusal("its bounds are values of the network");
}
