using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Values at places along an axis: of a sequence the last step.</summary>
internal sealed class Gather : SingleOperator
{
    public override string Type => "Gather";

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

/// <summary>A range along axes: of a sequence the last step.</summary>
internal sealed class Slice : SingleOperator
{
    public override string Type => "Slice";

    public override ImmutableArray<string> Attributes => ["starts", "ends", "axes"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var tensor = inputs[0]!;
        var (shape, strides, start) = (tensor.Shape.ToArray(), Rearrange.Strides(tensor.Shape), 0L);
        foreach (var range in Ranges(call, tensor.Shape))
        {
            start += range.Start * strides[range.Axis];
            shape[range.Axis] = range.Count;
            strides[range.Axis] *= range.Step;
        }
        return Rearrange.Walk(tensor, shape, strides, start);
    }

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        foreach (var range in Ranges(call, signal.Layout.Sizes))
        {
            if (range.Step != 1) throw new Refusal("it skips or turns around values of the network");
            signal = LastSteps.Pick(call, signal, range.Axis, range.Start, range.Start + range.Count);
        }
        return signal;
    }

    private static IEnumerable<(int Axis, long Start, long Count, long Step)> Ranges(NodeCall call, IReadOnlyList<long> sizes)
    {
        var starts = call.Wholes("starts", 1) ?? throw new Refusal("its starts are missing");
        var ends = call.Wholes("ends", 2) ?? throw new Refusal("its ends are missing");
        var axes = call.Wholes("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        var steps = call.Wholes("steps", 4) ?? [.. starts.Select(_ => 1L)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length) throw new Refusal("its starts, ends, axes and steps differ in number");
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = axes[i] < 0 ? axes[i] + sizes.Count : axes[i];
            if (axis < 0 || axis >= sizes.Count || steps[i] == 0) throw new Refusal($"it slices axis {axes[i]} by {steps[i]}");
            var (size, isForward) = (sizes[(int)axis], steps[i] > 0);
            var start = Math.Clamp(starts[i] < 0 ? starts[i] + size : starts[i], 0, isForward ? size : size - 1);
            var end = Math.Clamp(ends[i] < 0 ? ends[i] + size : ends[i], isForward ? 0 : -1, size);
            var count = isForward ? (end - start + steps[i] - 1) / steps[i] : (start - end - steps[i] - 1) / -steps[i];
            yield return ((int)axis, start, Math.Max(0, count), steps[i]);
        }
    }
}

/// <summary>Parts of a value of the network that the language can name.</summary>
internal static class LastSteps
{
    /// <summary>The values from a place to another, which must be all of them or the last step of a sequence; the axis stays.</summary>
    public static Signal Pick(NodeCall call, Signal signal, int axis, long start, long end)
    {
        var layout = signal.Layout;
        var size = layout.Sizes[axis];
        if (start == 0 && end == size) return signal;
        if (start < 0 || start >= end) throw new Refusal($"it picks nothing of {size} values");
        var isTime = layout.Groups.Length == 2 && layout.Axes[axis].SequenceEqual(layout.Ordered(0));
        if (layout.Axes[axis].Contains(Layout.Batch)) throw new Refusal("it picks samples of the batch");
        if (!isTime || start != size - 1) throw new Refusal($"it picks values {start} to {end - 1} of {size} along an axis of {AxisNames.Of(layout)[axis]}, and of parts the language has the last step of a recurrent layer alone");
        int[] time = layout.Ordered(0);
        var atoms = layout.Group(1).ToList();
        var left = Layout.Of(
            [.. atoms.Select(a => layout.Atoms[a])],
            [atoms.Count],
            layout.Axes.Select(a => a.Where(x => !time.Contains(x)).Select(x => x == Layout.Batch ? x : x - layout.Groups[0])),
            layout.Samples);
        return LastStates.Take(call, signal, left);
    }
}
