using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>The mean or the sum over axes: of the positions of an image or the steps of a sequence a global pool, of rows or columns alone an average pool.</summary>
internal sealed class ReduceMean(string type, bool isSum) : SingleOperator
{
    public override string Type => type;

    public override ImmutableArray<string> Attributes => ["axes", "keepdims", "noop_with_empty_axes"];

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        var layout = signal.Layout;
        var stated = call.Wholes("axes", 1);
        if (stated is null or { IsEmpty: true } && call.Attributes.Whole("noop_with_empty_axes", 0) != 0) return signal;
        var axes = (stated is null or { IsEmpty: true } ? Enumerable.Range(0, layout.Rank) : stated.Value.Select(layout.AxisOf)).ToHashSet();
        var atoms = axes.SelectMany(a => layout.Axes[a]).ToHashSet();
        if (atoms.Contains(Layout.Batch)) throw new Refusal("it takes the mean of samples");
        var keeps = call.Attributes.Whole("keepdims", 1) != 0;
        var count = axes.Aggregate(1L, (p, a) => p * layout.Sizes[a]);
        if (atoms.Count > 0) (signal, layout) = Pool(call, signal, atoms);
        var left = layout.With(layout.Axes.Where((_, i) => keeps || !axes.Contains(i)).Select(a => a.AsEnumerable()));
        var mean = signal with { Layout = left };
        return isSum ? Affines.Apply(call, mean, Affine.Times(count)) : mean;
    }

    private static (Signal Pooled, Layout Layout) Pool(NodeCall call, Signal signal, HashSet<int> atoms)
    {
        var layout = signal.Layout;
        var unit = Units.GroupOf(layout);
        var positions = layout.Ordered().Except(layout.Ordered(unit)).ToArray();
        if (layout.Groups.Length > 1 && atoms.SetEquals(positions))
        {
            var pooled = Without(layout, [.. Enumerable.Range(0, layout.Groups.Length).Where(g => g != unit)], drops: true);
            return (call.Layer(signal, new GlobalAvgPool(), pooled), pooled);
        }
        for (var group = 1; layout.Groups.Length == 3 && group < 3; group++)
        {
            if (!atoms.SetEquals(layout.Ordered(group))) continue;
            var window = group == 1 ? new Extent(layout.Shape[1], 1) : new Extent(1, layout.Shape[2]);
            var line = Without(layout, [group], drops: false);
            return (call.Layer(signal, new AvgPool(window) { Stride = window }, line), line);
        }
        throw new Refusal($"it runs over some axes of {layout} ({string.Join(", ", AxisNames.Of(layout))}), and the language pools positions or steps");
    }

    // The layout with some of the language's axes gone, or of size 1.
    private static Layout Without(Layout layout, int[] groups, bool drops)
    {
        var (atoms, counts, renamed) = (new List<int>(), new List<int>(), new Dictionary<int, int> { [Layout.Batch] = Layout.Batch });
        for (var group = 0; group < layout.Groups.Length; group++)
        {
            if (groups.Contains(group))
            {
                if (drops) continue;
                atoms.Add(1);
                counts.Add(1);
                continue;
            }
            foreach (var atom in layout.Group(group))
            {
                renamed[atom] = atoms.Count;
                atoms.Add(layout.Atoms[atom]);
            }
            counts.Add(layout.Groups[group]);
        }
        return Layout.Of(atoms, counts, layout.Axes.Select(a => a.Where(renamed.ContainsKey).Select(x => renamed[x])), layout.Samples);
    }
}
