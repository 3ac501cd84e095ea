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
        var stated = call.Wholes("shape", 1) ?? throw new Refusal("its shape is missing");
        var copies = call.Attributes.Whole("allowzero", 0) == 0;
        long[] sizes = [.. stated.Select((s, i) => s == 0 && copies ? i < from.Count ? from[i] : throw new Refusal($"its shape copies axis {i}, which is not there") : s)];
        var product = from.Aggregate(1L, (p, s) => p * s);
        var given = sizes.Where(s => s != -1).Aggregate(1L, (p, s) => s <= 0 ? 0 : p > product / s ? 0 : p * s);
        if (given == 0 || sizes.Count(s => s == -1) > 1 || product % given != 0)
            throw new Refusal($"it makes [{string.Join(", ", stated)}] of [{string.Join(", ", from)}]");
        return [.. sizes.Select(s => s == -1 ? product / given : s)];
    }
}

/// <summary>The axes in another order.</summary>
internal sealed class Transpose : SingleOperator
{
    public override string Type => "Transpose";

    public override ImmutableArray<string> Attributes => ["perm"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Rearrange.Transpose(inputs[0]!, call.Attributes.Wholes("perm"));

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        return signal with { Layout = signal.Layout.Transpose(call.Attributes.Wholes("perm")) };
    }
}

/// <summary>Without axes of size 1.</summary>
internal sealed class Squeeze : SingleOperator
{
    public override string Type => "Squeeze";

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

/// <summary>With new axes of size 1.</summary>
internal sealed class Unsqueeze : SingleOperator
{
    public override string Type => "Unsqueeze";

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

/// <summary>The sizes of a value's axes.</summary>
internal sealed class Shape : SingleOperator
{
    public override string Type => "Shape";

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

/// <summary>The number of values.</summary>
internal sealed class Size : SingleOperator
{
    public override string Type => "Size";

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Tensor.Create([inputs[0]!.Length]);

    protected override ImportValue Apply(NodeCall call)
    {
        var layout = call.Signal(0).Layout;
        return new Known(Tensor.Create([layout.Sizes.Aggregate(1L, (p, s) => checked(p * s))]), layout.Samples.IsFree && layout.HasBatch);
    }
}

/// <summary>Another type of number: every type is a number here, and shapes stay whole.</summary>
internal sealed class Cast : SingleOperator
{
    private static readonly long[] _reals = [1, 10, 11, 16];
    private static readonly long[] _wholes = [2, 3, 4, 5, 6, 7, 12, 13];

    public override string Type => "Cast";

    public override ImmutableArray<string> Attributes => ["to", "saturate"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var to = call.Attributes.Whole("to", 0);
        var (values, shape) = (inputs[0]!, inputs[0]!.Shape.ToArray());
        if (to == 11) return Tensor.Create(values.ToDoubles(), shape);
        if (_reals.Contains(to)) return Tensor.Create(values.ToDoubles().Select(v => (float)v).ToArray(), shape);
        if (to == 9) return Tensor.Create(values.ToDoubles().Select(v => v != 0 ? 1L : 0).ToArray(), shape);
        if (!_wholes.Contains(to)) return null;
        return values is Tensor<long> ? values : Tensor.Create(values.ToDoubles().Select(v => checked((long)v)).ToArray(), shape);
    }

    protected override ImportValue Apply(NodeCall call) => _reals.Contains(call.Attributes.Whole("to", 0))
        ? call.Signal(0)
        : throw new Refusal("it makes whole numbers of a value of the network");
}
