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

/// <summary>A value with the other sign.</summary>
internal sealed class Neg : SingleOperator
{
    public override string Type => "Neg";

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Unary.Apply(inputs[0]!, v => -v);

    protected override ImportValue Apply(NodeCall call) => Affines.Apply(call, call.Signal(0), Affine.Times(-1));
}
