using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Numbers from one to another.</summary>
internal sealed class Range : SingleOperator
{
    public override string Type => "Range";

    public override int LeastInputs => 3;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        if (inputs is not [{ Length: 1 } start, { Length: 1 } end, { Length: 1 } step]) throw new Refusal("it does not have three numbers");
        var (first, last, by) = (start.ToDoubles()[0], end.ToDoubles()[0], step.ToDoubles()[0]);
        if (by == 0) throw new Refusal("its step is 0");
        var count = Math.Max(0, Math.Ceiling((last - first) / by));
        if (!(count <= int.MaxValue)) throw new Refusal("it has too many numbers");
        Broadcast.CheckSize([(long)count]);
        var values = Enumerable.Range(0, (int)count).Select(i => first + (i * by));
        return start is Tensor<long>
            ? Tensor.Create(values.Select(v => (long)v).ToArray(), (long)count)
            : Tensor.Create(values.Select(v => (float)v).ToArray(), (long)count);
    }

    protected override ImportValue Apply(NodeCall call) => throw new Refusal("its bounds are values of the network");
}
