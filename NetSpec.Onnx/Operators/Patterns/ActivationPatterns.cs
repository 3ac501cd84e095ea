using System.Collections.Immutable;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Operators;

/// <summary>log(exp(x) + 1).</summary>
internal sealed class SoftplusPattern : Pattern
{
    public override string Name => "softplus";

    public override ImmutableArray<string> Roots => ["Log"];

    public override OnnxNode? Match(OnnxNode root, PatternGraph graph) =>
        graph.Other(graph.Maker(root.Inputs[0], "Add"), 1) is { } power && graph.Maker(power, "Exp") is { } exp
            ? PatternGraph.Replace(root, "Softplus", [exp.Inputs[0]])
            : null;
}

/// <summary>x / (|x| + 1).</summary>
internal sealed class SoftsignPattern : Pattern
{
    public override string Name => "softsign";

    public override ImmutableArray<string> Roots => ["Div"];

    public override OnnxNode? Match(OnnxNode root, PatternGraph graph) =>
        graph.Other(graph.Maker(root.Inputs[1], "Add"), 1) is { } size && graph.Maker(size, "Abs")?.Inputs[0] == root.Inputs[0]
            ? PatternGraph.Replace(root, "Softsign", [root.Inputs[0]])
            : null;
}

/// <summary>min(max(x, low), high), in either order: a clip.</summary>
internal sealed class BoundsPattern : Pattern
{
    public override string Name => "clip of max and min";

    public override ImmutableArray<string> Roots => ["Min", "Max"];

    public override OnnxNode? Match(OnnxNode root, PatternGraph graph)
    {
        if (Bound(root, graph) is not { } outer) return null;
        if (graph.Maker(outer.Value, root.Type == "Min" ? "Max" : "Min") is { } node && Bound(node, graph) is { } inner)
        {
            var (low, high) = root.Type == "Min" ? (inner.Number, outer.Number) : (outer.Number, inner.Number);
            return low < high ? PatternGraph.Replace(root, "Clip", [inner.Value], PatternGraph.Float("min", low), PatternGraph.Float("max", high)) : null;
        }
        return root.Type == "Min" && outer.Number > 0 && graph.Maker(outer.Value, "Relu") is { } relu
            ? PatternGraph.Replace(root, "Clip", [relu.Inputs[0]], PatternGraph.Float("min", 0), PatternGraph.Float("max", outer.Number))
            : null;
    }

    private static (string Value, double Number)? Bound(OnnxNode node, PatternGraph graph) => node.Inputs.Length != 2 ? null
        : graph.Number(node.Inputs[1]) is { } right ? (node.Inputs[0], right)
        : graph.Number(node.Inputs[0]) is { } left ? (node.Inputs[1], left)
        : null;
}

/// <summary>e / sum(e) with e = exp(x - max(x)).</summary>
internal sealed class SoftmaxPattern : Pattern
{
    public override string Name => "softmax";

    public override ImmutableArray<string> Roots => ["Div"];

    public override OnnxNode? Match(OnnxNode root, PatternGraph graph)
    {
        if (graph.Maker(root.Inputs[0], "Exp") is not { } exp || Sums.Of(root.Inputs[1], root.Inputs[0], graph) is not { } axis) return null;
        var x = Sums.WithoutMaximum(exp.Inputs[0], axis, graph) ?? exp.Inputs[0];
        return PatternGraph.Replace(root, "Softmax", [x], PatternGraph.Int("axis", axis));
    }
}

/// <summary>log(softmax(x)), or z - log(sum(exp(z))) with z = x - max(x).</summary>
internal sealed class LogSoftmaxPattern : Pattern
{
    public override string Name => "log_softmax";

    public override ImmutableArray<string> Roots => ["Log", "Sub"];

    public override OnnxNode? Match(OnnxNode root, PatternGraph graph)
    {
        if (root.Type == "Log")
            return graph.Maker(root.Inputs[0], "Softmax") is { } softmax ? softmax with { Label = root.Label, Type = "LogSoftmax", Outputs = root.Outputs } : null;
        if (graph.Maker(root.Inputs[1], "Log") is not { } log || graph.Maker(log.Inputs[0], "ReduceSum") is not { } sum || graph.Maker(sum.Inputs[0], "Exp") is not { } exp
            || exp.Inputs[0] != root.Inputs[0] || Sums.Of(log.Inputs[0], sum.Inputs[0], graph) is not { } axis)
        {
            return null;
        }
        var x = Sums.WithoutMaximum(root.Inputs[0], axis, graph) ?? root.Inputs[0];
        return PatternGraph.Replace(root, "LogSoftmax", [x], PatternGraph.Int("axis", axis));
    }
}

/// <summary>Sums and maxima along one axis that is kept.</summary>
internal static class Sums
{
    /// <summary>The one axis along which a value is the sum of another; null where it is not.</summary>
    public static long? Of(string sum, string of, PatternGraph graph) => Axis(sum, "ReduceSum", of, graph);

    /// <summary>x where the value is x - max(x) along the axis; null where it is not.</summary>
    public static string? WithoutMaximum(string value, long axis, PatternGraph graph) =>
        graph.Maker(value, "Sub") is { } difference && Axis(difference.Inputs[1], "ReduceMax", difference.Inputs[0], graph) == axis ? difference.Inputs[0] : null;

    private static long? Axis(string value, string type, string of, PatternGraph graph) =>
        graph.Maker(value, type) is { } reduce && reduce.Inputs[0] == of && reduce.Attributes.Whole("keepdims", 1) != 0 && graph.Axes(reduce) is [var axis] ? axis : null;
}

/// <summary>A concat that begins with the parts of an earlier one, as DenseNet is exported: the earlier one's result and what is new.</summary>
internal sealed class ConcatPattern : Pattern
{
    public override string Name => "nested concat";

    public override ImmutableArray<string> Roots => ["Concat"];

    public override OnnxNode? Match(OnnxNode root, PatternGraph graph)
    {
        var axis = root.Attributes.Whole("axis", 1);
        var earlier = graph.Before("Concat")
            .Where(n => n.Attributes.Whole("axis", 1) == axis && n.Inputs.Length > 1 && n.Inputs.Length < root.Inputs.Length)
            .Select(n => (Node: n, Parts: Parts(n, axis, graph)))
            .Where(n => n.Parts.Length < root.Inputs.Length && n.Parts.SequenceEqual(root.Inputs.Take(n.Parts.Length)))
            .MaxBy(n => n.Parts.Length);
        return earlier.Node is null ? null : root with { Inputs = [earlier.Node.Outputs[0], .. root.Inputs.Skip(earlier.Parts.Length)] };
    }

    // The parts of a concat that this pattern has nested already, one after another.
    private static ImmutableArray<string> Parts(OnnxNode node, long axis, PatternGraph graph)
    {
        var parts = new LinkedList<string>(node.Inputs);
        while (graph.Maker(parts.First!.Value, "Concat") is { } first && first.Attributes.Whole("axis", 1) == axis)
        {
            parts.RemoveFirst();
            foreach (var input in first.Inputs.Reverse()) parts.AddFirst(input);
        }
        return [.. parts];
    }
}
