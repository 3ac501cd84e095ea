using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>A constant: a bias or a shift. Two values of the network: a residual.</summary>
internal sealed class Add : SingleOperator
{
    public override string Type => "Add";

    public override int LeastInputs => 2;

    public override ImmutableArray<string> Attributes => Arithmetic.OldAttributes;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Arithmetic.Fold(call, inputs, (a, b) => a + b, (a, b) => checked(a + b));

    protected override ImportValue Apply(NodeCall call)
    {
        var (left, right) = Arithmetic.Operands(call);
        if (left is Signal a && right is Signal b) return Joins.Sum(call, a, b);
        var sum = left is Signal signal
            ? Affines.Add(call, signal, Arithmetic.Number(right))
            : Affines.Add(call, (Signal)right, Arithmetic.Number(left));
        // An exporter that turns the weight around loses its name, the bias keeps it.
        return sum.Step is LayerStep { NameHint: null } layer && (call.HintOf(0) ?? call.HintOf(1)) is { } hint
            ? sum with { Step = layer.With(hint) }
            : sum;
    }
}
