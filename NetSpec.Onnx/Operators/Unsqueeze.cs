using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>With new axes of size 1.</summary>
internal sealed class Unsqueeze : SingleOperator
{
    public override string Type => "Unsqueeze";

    public override int Since => 1;

    public override ImmutableArray<string> Attributes => ["axes"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var axes = Axes(call);
        var rank = inputs[0]!.Shape.Count + axes.Length;
        var places = axes.Select(a => a < 0 ? a + rank : a).ToHashSet();
        var old = new Queue<long>(inputs[0]!.Shape);
        if (places.Count != axes.Length || places.Any(p => p < 0 || p >= rank)) throw new Refusal($"it puts axes at [{string.Join(", ", axes)}] of a value of {old.Count} axes");
        return Rearrange.Reshape(inputs[0]!, [.. Enumerable.Range(0, rank).Select(i => places.Contains(i) ? 1 : old.Dequeue())]);
    }

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        return signal with { Layout = signal.Layout.Unsqueeze(Axes(call)) };
    }

    private static ImmutableArray<long> Axes(NodeCall call) => call.Wholes("axes", 1) ?? throw new Refusal("its axes are missing");
}
