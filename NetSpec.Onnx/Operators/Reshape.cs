using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>The same values under other axes.</summary>
internal sealed class Reshape : SingleOperator
{
    public override string Type => "Reshape";

    public override int LeastInputs => 2;

    public override ImmutableArray<string> Attributes => ["allowzero"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Rearrange.Reshape(inputs[0]!, Sizes(call, inputs[0]!.Shape));

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        return signal with { Layout = signal.Layout.Reshape(Sizes(call, signal.Layout.Sizes)) };
    }

    // 0 copies a size, -1 is what is left.
    private static long[] Sizes(NodeCall call, IReadOnlyList<long> from)
    {
        var stated = call.Sizes("shape", 1) ?? throw new Refusal("its shape is missing");
        var copies = call.Attributes.Whole("allowzero", 0) == 0;
        long[] sizes = [.. stated.Select((s, i) => s == 0 && copies ? i < from.Count ? from[i] : throw new Refusal($"its shape copies axis {i}, which is not there") : s)];
        var product = from.Aggregate(1L, (p, s) => p * s);
        var given = sizes.Where(s => s != -1).Aggregate(1L, (p, s) => s <= 0 ? 0 : p > product / s ? 0 : p * s);
        if (given == 0 || sizes.Count(s => s == -1) > 1 || product % given != 0)
            throw new Refusal($"it makes [{string.Join(", ", stated)}] of [{string.Join(", ", from)}]");
        return [.. sizes.Select(s => s == -1 ? product / given : s)];
    }
}
