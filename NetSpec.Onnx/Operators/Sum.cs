using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>The sum, or the mean, of any number of values.</summary>
internal sealed class Sum(string type, bool isMean) : SingleOperator
{
    public override string Type => type;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var sum = inputs.Select(i => i ?? throw new Refusal("an input is missing")).Aggregate((a, b) => Broadcast.Apply(a, b, (x, y) => x + y, (x, y) => checked(x + y)));
        return isMean ? Unary.Apply(sum, v => v / inputs.Count) : sum;
    }

    protected override ImportValue Apply(NodeCall call)
    {
        var signals = call.Inputs.OfType<Signal>().ToList();
        var sum = signals.Skip(1).Aggregate(signals[0], (a, b) => Joins.Sum(call, a, b));
        foreach (var constant in call.Inputs.OfType<Known>())
            sum = Affines.Add(call, sum, Arithmetic.Number(constant));
        return isMean ? Affines.Apply(call, sum, Affine.Times(1.0 / call.Inputs.Count)) : sum;
    }
}
