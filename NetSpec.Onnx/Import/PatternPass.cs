using System.Collections.Immutable;
using NetSpec.Onnx.Operators;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Import;

/// <summary>Puts one node in place of the end of each pattern; what only the pattern needed then drops out.</summary>
internal static class PatternPass
{
    public static OnnxModel Apply(OnnxModel model)
    {
        var graph = new PatternGraph(model.Constants);
        var nodes = ImmutableArray.CreateBuilder<OnnxNode>(model.Nodes.Length);
        foreach (var node in model.Nodes)
        {
            // The graph knows the root too, so that a product can be looked at from its own output.
            graph.Add(node);
            var found = node.Domain.Length == 0 && node.Inputs.Length > 0 && PatternGraph.IsWhole(node)
                ? PatternTable.All.Where(p => p.Roots.Contains(node.Type)).Select(p => p.Match(node, graph)).FirstOrDefault(n => n is not null) ?? node
                : node;
            graph.Add(found);
            nodes.Add(found);
        }
        return model with { Nodes = GraphOrder.Sort(nodes, [.. model.Inputs.Select(i => i.Name), .. model.Constants.Keys], model.Outputs) };
    }
}
