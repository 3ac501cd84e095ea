using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>A function of one number that the language has for constants only.</summary>
internal sealed class Unary(string type, Func<double, double> function) : SingleOperator
{
    public override string Type => type;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Apply(inputs[0]!, function);

    protected override ImportValue Apply(NodeCall call) => throw new Refusal($"the language has no activation {type}");

    /// <summary>Applies a function to each number; whole numbers stay whole.</summary>
    public static Tensor Apply(Tensor tensor, Func<double, double> function) => tensor switch
    {
        Tensor<float> t => Tensor.Create(Array.ConvertAll(t.Values, v => (float)function(v)), [.. t.Shape]),
        Tensor<double> t => Tensor.Create(Array.ConvertAll(t.Values, v => function(v)), [.. t.Shape]),
        Tensor<long> t => Tensor.Create(Array.ConvertAll(t.Values, v => checked((long)function(v))), [.. t.Shape]),
        _ => throw new Refusal("its constant is of a type that is not computed with"),
    };
}
