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
