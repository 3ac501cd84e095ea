using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Without axes of size 1.</summary>
internal sealed class Squeeze : SingleOperator
{
    public override string Type => "Squeeze";

    public override int Since => 1;

    public override ImmutableArray<string> Attributes => ["axes"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var shape = inputs[0]!.Shape;
        var dropped = call.Wholes("axes", 1)?.Select(a => a < 0 ? a + shape.Count : a).ToHashSet();
        return Rearrange.Reshape(inputs[0]!, [.. shape.Where((d, i) => d != 1 || (dropped is not null && !dropped.Contains(i)))]);
    }

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        return signal with { Layout = signal.Layout.Squeeze(call.Wholes("axes", 1)) };
    }
}
