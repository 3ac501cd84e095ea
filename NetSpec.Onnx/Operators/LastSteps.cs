using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

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
        if (!isTime || start != size - 1)
        {
            throw new Refusal(
                $"it picks values {start} to {end - 1} of {size} along an axis of {AxisNames.Of(layout)[axis]}, and of parts the language has the last "
                + "step of a recurrent layer alone");
        }
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
