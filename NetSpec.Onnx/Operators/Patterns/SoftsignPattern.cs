using System.Collections.Immutable;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Operators;

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
