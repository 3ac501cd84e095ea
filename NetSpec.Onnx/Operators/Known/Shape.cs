using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>The sizes of a value's axes.</summary>
internal sealed class Shape : SingleOperator
{
    public override string Type => "Shape";

    public override int Since => 1;

    public override ImmutableArray<string> Attributes => ["start", "end"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Part(call, inputs[0]!.Shape);

    protected override ImportValue Apply(NodeCall call)
    {
        var layout = call.Signal(0).Layout;
        return new Known(Part(call, layout.Sizes), layout.Samples.IsFree && layout.HasBatch);
    }

    private static Tensor Part(NodeCall call, IReadOnlyList<long> sizes)
    {
        var start = Bound(call.Attributes.Whole("start", 0));
        var end = Bound(call.Attributes.Whole("end", sizes.Count));
        long[] part = [.. sizes.Skip(start).Take(Math.Max(0, end - start))];
        return Tensor.Create(part, part.Length);

        int Bound(long axis) => (int)Math.Clamp(axis < 0 ? axis + sizes.Count : axis, 0, sizes.Count);
    }
}
