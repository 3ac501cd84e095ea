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
