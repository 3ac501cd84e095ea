using System.Collections.Immutable;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Reading;

/// <summary>Puts nodes into an order in which each finds its inputs, and drops those that no output needs.</summary>
internal static class GraphOrder
{
    /// <summary>Sorts nodes.</summary>
    /// <param name="nodes">In the file's order, which is kept where it is good.</param>
    /// <param name="given">Names of inputs and initializers.</param>
    /// <param name="outputs">What is wanted.</param>
    /// <exception cref="InputException">A name is given twice or by nothing, or nodes wait for one another.</exception>
    public static ImmutableArray<OnnxNode> Sort(IReadOnlyList<OnnxNode> nodes, IReadOnlyList<string> given, IEnumerable<string> outputs)
    {
        var known = new HashSet<string>(given, StringComparer.Ordinal);
        var makers = new Dictionary<string, OnnxNode>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            foreach (var name in node.Outputs.Where(o => o.Length > 0))
            {
                if (known.Contains(name) || !makers.TryAdd(name, node)) throw new InputException($"The value '{name}' is given twice, the second time by {node.Label}.");
            }
        }
        foreach (var name in outputs.Where(o => !known.Contains(o) && !makers.ContainsKey(o)))
            throw new InputException($"The output '{name}' of the model is given by nothing.");
        var ordered = new List<OnnxNode>();
        var (waiting, done) = (new HashSet<OnnxNode>(ReferenceEqualityComparer.Instance), new HashSet<OnnxNode>(ReferenceEqualityComparer.Instance));
        // Depth first with a stack of its own: a stranger's graph may be as deep as it has nodes.
        var stack = new Stack<(OnnxNode Node, int Next)>();
        foreach (var output in outputs.Where(makers.ContainsKey))
        {
            Push(makers[output], output);
            while (stack.TryPop(out var top))
            {
                if (top.Next == top.Node.Inputs.Length)
                {
                    waiting.Remove(top.Node);
                    done.Add(top.Node);
                    ordered.Add(top.Node);
                    continue;
                }
                stack.Push((top.Node, top.Next + 1));
                var input = top.Node.Inputs[top.Next];
                if (input.Length == 0 || known.Contains(input)) continue;
                if (!makers.TryGetValue(input, out var maker)) throw new InputException($"{top.Node.Label} reads '{input}', which is no input, no initializer and no node's output.");
                Push(maker, input);
            }
        }
        // The file's order reads better in messages, and is the same for the same file.
        var position = nodes.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, (IEqualityComparer<OnnxNode>)ReferenceEqualityComparer.Instance);
        return IsOrdered(ordered.OrderBy(n => position[n]), known) ? [.. ordered.OrderBy(n => position[n])] : [.. ordered];

        void Push(OnnxNode node, string name)
        {
            if (waiting.Contains(node)) throw new InputException($"The nodes of the model wait for one another in a circle: {node.Label} needs its own output '{name}'.");
            if (done.Contains(node)) return;
            waiting.Add(node);
            stack.Push((node, 0));
        }
    }

    private static bool IsOrdered(IEnumerable<OnnxNode> nodes, IEnumerable<string> given)
    {
        var known = new HashSet<string>(given, StringComparer.Ordinal) { "" };
        foreach (var node in nodes)
        {
            if (!node.Inputs.All(known.Contains)) return false;
            known.UnionWith(node.Outputs);
        }
        return true;
    }
}
