using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Two axes of many. The layer that reads them flattens, so that a flatten stands only where values change their order.</summary>
internal sealed class Flatten : SingleOperator
{
    public override string Type => "Flatten";

    public override int Since => 1;

    public override ImmutableArray<string> Attributes => ["axis"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var shape = inputs[0]!.Shape;
        var axis = call.Attributes.Whole("axis", 1);
        var cut = (int)(axis < 0 ? axis + shape.Count : axis);
        if (cut < 0 || cut > shape.Count) throw new Refusal($"it cuts a value of {shape.Count} axes at {axis}");
        return Rearrange.Reshape(inputs[0]!, Product(shape.Take(cut)), Product(shape.Skip(cut)));
    }

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        var axis = call.Attributes.Whole("axis", 1);
        // It may also stand behind the last axis.
        var cut = axis == signal.Layout.Rank ? signal.Layout.Rank : signal.Layout.AxisOf(axis);
        return signal with
        {
            Layout = signal.Layout.With([signal.Layout.Axes.Take(cut).SelectMany(a => a), signal.Layout.Axes.Skip(cut).SelectMany(a => a)]),
        };
    }

    private static long Product(IEnumerable<long> sizes) => sizes.Aggregate(1L, (p, s) => checked(p * s));
}
