using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>The mean over axes: of the positions of an image or the steps of a sequence, a global pool.</summary>
internal sealed class ReduceMean : SingleOperator
{
    public override string Type => "ReduceMean";

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
        var kept = call.Attributes.Whole("keepdims", 1) != 0;
        if (atoms.Count > 0) signal = Pool(call, signal, atoms);
        var map = Renamed(layout, atoms);
        var remaining = layout.Axes.Select((axis, i) => (Axis: axis.Where(a => !atoms.Contains(a)).Select(a => map[a]), i)).Where(p => kept || !axes.Contains(p.i)).Select(p => p.Axis);
        return signal with { Layout = atoms.Count == 0 ? layout.With(remaining) : Layout.Of([.. signal.Shape.Dimensions], [1], remaining, layout.Samples) };
    }

    private static Signal Pool(NodeCall call, Signal signal, HashSet<int> atoms)
    {
        var layout = signal.Layout;
        var isPool = layout.Groups.Length > 1 && atoms.SetEquals(layout.Ordered().Except(layout.Ordered(Units.GroupOf(layout))));
        if (!isPool) throw new Refusal($"it takes the mean over some axes of {layout} ({string.Join(", ", AxisNames.Of(layout))}), and the language has it over positions or steps");
        var units = layout.Shape[Units.GroupOf(layout)];
        return call.Layer(signal, new GlobalAvgPool(), Layout.Of([units], [1], [[0]], layout.Samples));
    }

    // What is left are the units, one atom where they are several.
    private static Dictionary<int, int> Renamed(Layout layout, HashSet<int> atoms)
    {
        if (atoms.Count > 0 && layout.Group(Units.GroupOf(layout)).Count() > 1) throw new Refusal("it takes a mean of channels that lie along several axes");
        var map = new Dictionary<int, int> { [Layout.Batch] = Layout.Batch };
        foreach (var atom in layout.Ordered())
            map[atom] = atoms.Count == 0 ? atom : 0;
        return map;
    }
}
