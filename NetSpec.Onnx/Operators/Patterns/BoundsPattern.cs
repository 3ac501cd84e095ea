using System.Collections.Immutable;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Operators;

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
