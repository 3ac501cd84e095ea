using System.Collections.Immutable;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Operators;

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
