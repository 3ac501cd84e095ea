using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>The greater or the smaller of a value and a number: half of a clip.</summary>
internal sealed class Extremum(string type, bool isGreatest) : SingleOperator
{
    public override string Type => type;

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => inputs
        .Select(i => i ?? throw new Refusal("an input is missing"))
        .Aggregate((a, b) => isGreatest ? Broadcast.Apply(a, b, Math.Max, Math.Max) : Broadcast.Apply(a, b, Math.Min, Math.Min));

    protected override ImportValue Apply(NodeCall call)
    {
        if (call.Inputs.Count == 1) return call.Signal(0);
        var signals = call.Inputs.OfType<Signal>().ToList();
        if (signals.Count != 1) throw new Refusal("it compares two values of the network");
        var bound = call.Inputs.OfType<Known>().Select(Arithmetic.Number).SelectMany(t => t.ToDoubles()).Distinct().ToList();
        if (bound.Count != 1) throw new Refusal("it compares with several numbers");
        if (call.Inputs.OfType<Known>().Any(c => c.Tensor.Length != 1 || c.Tensor.Shape.Count > signals[0].Layout.Rank)) throw new Refusal("it compares with numbers of another shape");
        return isGreatest ? Clip.Between(call, signals[0], bound[0], null) : Clip.Between(call, signals[0], null, bound[0]);
    }
}
