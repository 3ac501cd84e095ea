using System.Collections.Immutable;
using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>Zeros around an image or a sequence: the convolution behind it takes them as its padding.</summary>
internal sealed class Pad : SingleOperator
{
    public override string Type => "Pad";

    public override ImmutableArray<string> Attributes => ["mode", "pads", "value"];

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        var layout = signal.Layout;
        var pads = call.Wholes("pads", 1) ?? throw new Refusal("its pads are missing");
        var axes = call.Has(3) ? (call.Wholes("axes", 3) ?? []).Select(layout.AxisOf).ToList() : [.. Enumerable.Range(0, layout.Rank)];
        if (pads.Length != axes.Count * 2) throw new Refusal($"it has {pads.Length} pads for {axes.Count} axes");
        if (pads.All(p => p == 0)) return signal;
        var mode = call.Attributes.Word("mode", "constant");
        if (mode != "constant") throw new Refusal($"it pads by the mode '{mode}', and the language pads with zeros");
        var value = call.Attributes.Has("value") ? call.Attributes.Number("value", 0) : call.Optional(2, "value")?.ToDoubles().Single() ?? 0;
        if (value != 0) throw new Refusal($"it pads with {Numerals.Text(value)}, and the language pads with zeros");
        if (pads.FirstOrDefault(p => p is < 0 or > ushort.MaxValue) is not 0 and var wrong) throw new Refusal($"it pads by {wrong}");
        var form = SpatialForm.Of(layout);
        var sides = new SidePadding[form.Sizes.Length];
        for (var i = 0; i < axes.Count; i++)
        {
            var side = new SidePadding((int)pads[i], (int)pads[i + axes.Count]);
            if (axes[i] >= 2)
                sides[axes[i] - 2] = side;
            else if (side != default)
                throw new Refusal("it pads samples or channels");
        }
        var step = new PadStep(call.Origin, signal.Edge, [.. sides]);
        return new Signal(step, true, form.With(form.Channels, [.. form.Sizes.Select((s, i) => s + sides[i].Before + sides[i].After)]));
    }
}
