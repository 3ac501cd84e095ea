using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

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
