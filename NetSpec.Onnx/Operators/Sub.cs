using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>A value less a constant, or a constant less a value.</summary>
internal sealed class Sub : SingleOperator
{
    public override string Type => "Sub";

    public override int LeastInputs => 2;

    public override ImmutableArray<string> Attributes => Arithmetic.OldAttributes;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Arithmetic.Fold(call, inputs, (a, b) => a - b, (a, b) => checked(a - b));

    protected override ImportValue Apply(NodeCall call)
    {
        var (left, right) = Arithmetic.Operands(call);
        if (left is Signal && right is Signal) throw new Refusal("it takes the difference of two values of the network, and a residual adds");
        return left is Signal signal
            ? Affines.Apply(call, signal, Arithmetic.Number(right), numbers => new Affine([1], [.. numbers.Select(n => -n)]))
            : Affines.Apply(call, (Signal)right, Arithmetic.Number(left), numbers => new Affine([-1], numbers));
    }
}
