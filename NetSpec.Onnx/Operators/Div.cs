using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>A value divided by a constant.</summary>
internal sealed class Div : SingleOperator
{
    public override string Type => "Div";

    public override int LeastInputs => 2;

    public override ImmutableArray<string> Attributes => Arithmetic.OldAttributes;

    // Whole numbers are divided towards zero.
    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) =>
        Arithmetic.Fold(call, inputs, (a, b) => a / b, (a, b) => b == 0 ? throw new Refusal("it divides by zero") : a / b);

    protected override ImportValue Apply(NodeCall call)
    {
        var (left, right) = Arithmetic.Operands(call);
        if (left is not Signal signal || right is not Known) throw new Refusal("it divides by a value of the network");
        var divisor = Arithmetic.Number(right);
        if (divisor.ToDoubles().Contains(0)) throw new Refusal("it divides by zero");
        return Affines.Apply(call, signal, divisor, numbers => new Affine([.. numbers.Select(n => 1 / n)], [0]));
    }
}
