using System.Collections.Immutable;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Operators;

/// <summary>d / sqrt(mean(d^2) + epsilon) with d = x - mean(x): a layer normalisation without scale and bias.</summary>
internal sealed class LayerNormPattern : Pattern
{
    public override string Name => "layer normalisation";

    public override ImmutableArray<string> Roots => ["Div"];

    public override OnnxNode? Match(OnnxNode root, PatternGraph graph)
    {
        if (graph.Maker(root.Inputs[1], "Sqrt") is not { } sqrt || graph.Maker(sqrt.Inputs[0], "Add") is not { } add) return null;
        var (variance, epsilon) = graph.Number(add.Inputs[1]) is { } right ? (add.Inputs[0], right) : graph.Number(add.Inputs[0]) is { } left ? (add.Inputs[1], left) : ("", 0);
        if (Mean(variance, graph) is not { } spread || Squared(spread.Of, graph) is not { } centred) return null;
        if (Centred(root.Inputs[0], graph) is not { } x || Centred(centred, graph) != x || x.Axis != spread.Axis || epsilon <= 0) return null;
        return PatternGraph.Replace(root, "LayerNormalization", [x.Of], PatternGraph.Int("axis", x.Axis), PatternGraph.Float("epsilon", epsilon));
    }

    private static (string Of, long Axis)? Centred(string value, PatternGraph graph) =>
        graph.Maker(value, "Sub") is { } difference && Mean(difference.Inputs[1], graph) is { } mean && mean.Of == difference.Inputs[0] ? mean : null;

    private static string? Squared(string value, PatternGraph graph) =>
        graph.Maker(value, "Pow") is { } power && graph.IsNumber(power.Inputs[1], 2) ? power.Inputs[0]
        : graph.Maker(value, "Mul") is { } product && product.Inputs[0] == product.Inputs[1] ? product.Inputs[0]
        : null;

    // The first of the axes, counted from the end; only the last ones in a row are a layer normalisation.
    private static (string Of, long Axis)? Mean(string value, PatternGraph graph)
    {
        if (graph.Maker(value, "ReduceMean") is not { } mean || mean.Attributes.Whole("keepdims", 1) == 0 || graph.Axes(mean) is not { IsEmpty: false } axes) return null;
        var sorted = axes.Order().ToList();
        return sorted.All(a => a < 0) && sorted.SequenceEqual(Enumerable.Range(1, sorted.Count).Select(i => -(long)i).Reverse()) ? (mean.Inputs[0], sorted[0]) : null;
    }
}
