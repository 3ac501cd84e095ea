using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Another type of number: every type is a number here, and shapes stay whole.</summary>
internal sealed class Cast : SingleOperator
{
    private static readonly long[] _reals = [1, 10, 11, 16];
    private static readonly long[] _exact = [1, 11];
    private static readonly long[] _wholes = [2, 3, 4, 5, 6, 7, 12, 13];

    public override string Type => "Cast";

    public override ImmutableArray<string> Attributes => ["to", "saturate"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var to = call.Attributes.Whole("to", 0);
        var (values, shape) = (inputs[0]!, inputs[0]!.Shape.ToArray());
        if (to == 11) return Tensor.Create(values.ToDoubles(), shape);
        if (_reals.Contains(to)) return Tensor.Create(values.ToDoubles().Select(v => (float)v).ToArray(), shape);
        if (to == 9) return Tensor.Create(values.ToDoubles().Select(v => v != 0 ? 1L : 0).ToArray(), shape);
        if (!_wholes.Contains(to)) return null;
        return values is Tensor<long> ? values : Tensor.Create(values.ToDoubles().Select(v => checked((long)v)).ToArray(), shape);
    }

    protected override ImportValue Apply(NodeCall call)
    {
        var to = call.Attributes.Whole("to", 0);
        if (_exact.Contains(to)) return call.Signal(0);
        throw new Refusal(_reals.Contains(to)
            ? "it rounds to half precision, and a network computes in single precision"
            : "it makes something else than real numbers of a value of the network");
    }
}
