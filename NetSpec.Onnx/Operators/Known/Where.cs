using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>One constant or another, number by number.</summary>
internal sealed class Where : SingleOperator
{
    public override string Type => "Where";

    public override int LeastInputs => 3;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        if (inputs is not [{ } condition, { } yes, { } no]) throw new Refusal("it does not have three inputs");
        var shape = Broadcast.Shape(Broadcast.Shape(condition.Shape, yes.Shape), no.Shape);
        var (holds, count) = (Rearrange.Expand(condition, shape).ToDoubles(), shape.Aggregate(1L, (p, d) => p * d));
        var (a, b) = (Rearrange.Reshape(Rearrange.Expand(yes, shape), count), Rearrange.Reshape(Rearrange.Expand(no, shape), count));
        var both = Concat.Join([a, b], 0);
        return Rearrange.Pick(both, [.. holds.Select((h, i) => (int)(h != 0 ? i : i + count))], shape);
    }

    protected override ImportValue Apply(NodeCall call) => throw new Refusal("the language chooses between no values");
}
