using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Values at places along an axis: of a sequence the last step.</summary>
internal sealed class Gather : SingleOperator
{
    public override string Type => "Gather";

    public override int Since => 1;

    public override int LeastInputs => 2;

    public override ImmutableArray<string> Attributes => ["axis"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        if (inputs[1] is not Tensor<long> places) throw new Refusal("its indices are no whole numbers");
        var (tensor, rank) = (inputs[0]!, inputs[0]!.Shape.Count);
        var axis = (int)(call.Attributes.Whole("axis", 0) is var a && a < 0 ? a + rank : a);
        if (axis < 0 || axis >= rank) throw new Refusal($"it picks along axis {axis} of a value of {rank} axes");
        var size = tensor.Shape[axis];
        if (places.Values.Any(p => p < -size || p >= size)) throw new Refusal($"it picks places beyond the {size} that are there");
        long[] shape = [.. tensor.Shape.Take(axis), .. places.Shape, .. tensor.Shape.Skip(axis + 1)];
        Broadcast.CheckSize(shape);
        var inner = tensor.Shape.Skip(axis + 1).Aggregate(1L, (p, d) => p * d);
        var outer = tensor.Shape.Take(axis).Aggregate(1L, (p, d) => p * d);
        var picked = new List<int>();
        for (var o = 0L; o < outer; o++)
        {
            foreach (var place in places.Values)
                picked.AddRange(Enumerable.Range((int)(((o * size) + (place < 0 ? place + size : place)) * inner), (int)inner));
        }
        return Rearrange.Pick(tensor, [.. picked], shape);
    }

    protected override ImportValue Apply(NodeCall call)
    {
        if (call.Inputs[0] is Known) throw new Refusal("it looks rows of a table up (an embedding), which no layer of the language does");
        var (signal, places) = (call.Signal(0), call.Constant(1, "indices"));
        var axis = signal.Layout.AxisOf(call.Attributes.Whole("axis", 0));
        var size = signal.Layout.Sizes[axis];
        if (places is not Tensor<long> { Length: 1 } one || places.Shape.Count > 1) throw new Refusal("it picks several places of a value of the network");
        var place = one.Values[0] < 0 ? one.Values[0] + size : one.Values[0];
        var picked = LastSteps.Pick(call, signal, axis, place, place + 1);
        return places.Shape.Count == 1 ? picked : picked with { Layout = picked.Layout.Squeeze([axis]) };
    }
}
