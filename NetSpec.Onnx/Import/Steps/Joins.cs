using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>Values of the network taken together.</summary>
internal static class Joins
{
    /// <summary>The sum of two values of one form.</summary>
    public static Signal Sum(NodeCall call, Signal left, Signal right)
    {
        if (!left.Layout.IsLike(right.Layout))
            throw new Refusal($"it adds a value of {left.Layout} and one of {right.Layout}, and both sides of a residual must be alike");
        if (left.Step == right.Step) throw new Refusal("it adds a value to itself");
        return new Signal(new JoinStep(call.Origin, [left.Step, right.Step], isSum: true), true, left.Layout);
    }

    /// <summary>Units of several values beside one another.</summary>
    public static Signal Concat(NodeCall call, ImmutableArray<Signal> parts, long axis)
    {
        if (parts.Length == 1) return parts[0];
        // What lies as one axis in ONNX is flattened first, so that the parts' units follow one another.
        parts = [.. parts.Select(p => p.Layout.Axes[p.Layout.AxisOf(axis)].Length > 1 ? Units.Flatten(p, call.Origin) : p)];
        var first = parts[0].Layout;
        var at = first.AxisOf(axis);
        if (first.Groups.Length == 2) throw new Refusal("it joins sequences, and a concat joins features or channels");
        var total = 0L;
        foreach (var part in parts)
        {
            var atoms = part.Layout.Axes.Length > at ? part.Layout.Axes[at] : [];
            if (atoms.Contains(Layout.Batch)) throw new Refusal("it joins samples");
            if (atoms.Length > 1 || !atoms.SequenceEqual(part.Layout.Ordered(0)) || !Rest(part.Layout).SequenceEqual(Rest(first)) || part.Layout.Groups.Length != first.Groups.Length)
                throw new Refusal($"it joins values of {string.Join(" and ", parts.Select(p => p.Layout))} along axis {axis}, which are no features or channels of like values");
            total += part.Layout.SizeOf(atoms);
        }
        if (total > int.MaxValue) throw new Refusal($"it makes {total} units");
        var step = new JoinStep(call.Origin, [.. parts.Select(p => p.Step)], isSum: false);
        return new Signal(step, true, WithUnits(first, at, (int)total));

        IEnumerable<long> Rest(Layout layout) => layout.Sizes.Select((s, i) => i == at ? 0 : s).Concat(layout.Shape.Dimensions.Skip(1).Select(d => (long)d));
    }

    /// <summary>The layout with another number of units, which one axis holds alone.</summary>
    public static Layout WithUnits(Layout layout, int axis, int units)
    {
        int[] rest = [.. Enumerable.Range(layout.Groups[0], layout.Atoms.Length - layout.Groups[0])];
        var renamed = rest.Select((old, i) => (old, i: i + 1)).ToDictionary(p => p.old, p => p.i);
        renamed[Layout.Batch] = Layout.Batch;
        return Layout.Of(
            [units, .. rest.Select(a => layout.Atoms[a])],
            [1, .. layout.Groups.Skip(1)],
            layout.Axes.Select((a, i) => i == axis ? [0] : a.Select(x => renamed[x])),
            layout.Samples);
    }
}
