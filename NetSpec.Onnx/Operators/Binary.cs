using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>A function of two numbers that the language has for constants only.</summary>
internal sealed class Binary(string type, Func<double, double, double> real, Func<long, long, long> whole) : SingleOperator
{
    public override string Type => type;

    public override int LeastInputs => 2;

    public override ImmutableArray<string> Attributes => Arithmetic.OldAttributes;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Arithmetic.Fold(call, inputs, real, whole);

    protected override ImportValue Apply(NodeCall call) => throw new Refusal($"the language has no layer for {type}");
}

/// <summary>A comparison of constants: 1 or 0.</summary>
internal sealed class Comparison(string type, Func<double, double, bool> holds) : SingleOperator
{
    public override string Type => type;

    public override int LeastInputs => 2;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var truth = Arithmetic.Fold(call, inputs, (a, b) => holds(a, b) ? 1 : 0, (a, b) => holds(a, b) ? 1 : 0);
        return Tensor.Create(truth.ToDoubles().Select(v => (long)v).ToArray(), [.. truth.Shape]);
    }

    protected override ImportValue Apply(NodeCall call) => throw new Refusal("the language compares no values");
}

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
