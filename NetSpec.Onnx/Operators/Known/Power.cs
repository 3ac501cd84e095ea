using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Powers of constants, which have the type of their base: whole ones lose the fraction, whatever the exponent is.</summary>
internal sealed class Power : SingleOperator
{
    public override string Type => "Pow";

    public override int LeastInputs => 2;

    public override ImmutableArray<string> Attributes => Arithmetic.OldAttributes;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var power = Arithmetic.Fold(call, inputs, Math.Pow, (a, b) => checked((long)Math.Pow(a, b)));
        var (values, shape) = (power.ToDoubles(), power.Shape.ToArray());
        return (inputs[0], power) switch
        {
            (Tensor<long>, not Tensor<long>) => Tensor.Create(Array.ConvertAll(values, v => checked((long)v)), shape),
            (Tensor<float>, Tensor<double>) => Tensor.Create(Array.ConvertAll(values, v => (float)v), shape),
            _ => power,
        };
    }

    protected override ImportValue Apply(NodeCall call) => throw new Refusal($"the language has no layer for {Type}");
}
