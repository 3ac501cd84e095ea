using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>A range along axes: of a sequence the last step.</summary>
internal sealed class Slice : SingleOperator
{
    public override string Type => "Slice";

    public override int Since => 1;

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
            // Backwards there is no last place to begin at.
            if (sizes[(int)axis] == 0)
            {
                yield return ((int)axis, 0, 0, steps[i]);
                continue;
            }
            var (size, isForward) = (sizes[(int)axis], steps[i] > 0);
            var start = Math.Clamp(starts[i] < 0 ? starts[i] + size : starts[i], 0, isForward ? size : size - 1);
            var end = Math.Clamp(ends[i] < 0 ? ends[i] + size : ends[i], isForward ? 0 : -1, size);
            var count = isForward ? (end - start + steps[i] - 1) / steps[i] : (start - end - steps[i] - 1) / -steps[i];
            yield return ((int)axis, start, Math.Max(0, count), steps[i]);
        }
    }
}
