using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>A value times a constant.</summary>
internal sealed class Mul : SingleOperator
{
    public override string Type => "Mul";

    public override int LeastInputs => 2;

    public override ImmutableArray<string> Attributes => Arithmetic.OldAttributes;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Arithmetic.Fold(call, inputs, (a, b) => a * b, (a, b) => checked(a * b));

    protected override ImportValue Apply(NodeCall call)
    {
        var (left, right) = Arithmetic.Operands(call);
        if (left is Signal && right is Signal) throw new Refusal("it multiplies two values of the network, and no activation of the language is written so");
        return left is Signal signal
            ? Affines.Multiply(call, signal, Arithmetic.Number(right))
            : Affines.Multiply(call, (Signal)right, Arithmetic.Number(left));
    }
}
