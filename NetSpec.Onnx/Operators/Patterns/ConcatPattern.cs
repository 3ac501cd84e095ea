using System.Collections.Immutable;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Operators;

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
            .OrderByDescending(n => n.Parts.Length)
            .FirstOrDefault();
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
