using System.Collections.Immutable;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Operators;

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
