using System.Collections.Immutable;
using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Onnx.Reading;

/// <summary>Puts the nodes of functions in place of their calls, so that nothing behind it knows of functions.</summary>
internal sealed class FunctionInliner
{
    // Functions that call functions grow like powers; both limits are far above what exporters write.
    private const int MostNodes = 100_000;
    private const int Deepest = 64;

    private readonly Dictionary<(string Domain, string Name), Proto.Function> _functions = [];
    private readonly List<(Proto.Node Node, ImmutableDictionary<string, long> Opsets)> _nodes = [];
    private int _calls;

    private FunctionInliner(Proto.Model model)
    {
        foreach (var function in model.Functions)
        {
            if (!_functions.TryAdd((Domain(function.Domain), function.Name), function))
                throw new InputException($"The model defines the function '{function.Name}' of the domain '{function.Domain}' twice.");
        }
    }

    /// <summary>The graph's nodes, each with the versions of the operators that hold for it.</summary>
    public static IReadOnlyList<(Proto.Node Node, ImmutableDictionary<string, long> Opsets)> Inline(Proto.Model model)
    {
        var inliner = new FunctionInliner(model);
        inliner.Add(model.Graph.Node, Versions(model.OpsetImport), ImmutableHashSet<(string, string)>.Empty);
        return inliner._nodes;
    }

    /// <summary>ONNX's own domain has two spellings.</summary>
    public static string Domain(string domain) => domain == "ai.onnx" ? "" : domain;

    private static ImmutableDictionary<string, long> Versions(IEnumerable<Proto.OperatorSet> sets) =>
        sets.GroupBy(s => Domain(s.Domain)).ToImmutableDictionary(g => g.Key, g => g.Max(s => s.Version));

    private void Add(IEnumerable<Proto.Node> nodes, ImmutableDictionary<string, long> opsets, ImmutableHashSet<(string, string)> inside)
    {
        foreach (var node in nodes)
        {
            var key = (Domain(node.Domain), node.OpType);
            if (!_functions.TryGetValue(key, out var function))
            {
                if (_nodes.Count == MostNodes) throw new InputException($"The model has more than {MostNodes} nodes, those of its functions included.");
                _nodes.Add((node, opsets));
                continue;
            }
            if (inside.Contains(key)) throw new InputException($"The function '{function.Name}' calls itself; a model has no recursion.");
            if (inside.Count == Deepest) throw new InputException($"The functions of the model call one another more than {Deepest} deep, at '{function.Name}'.");
            if (++_calls > MostNodes) throw new InputException($"The model calls its functions more than {MostNodes} times.");
            var versions = function.OpsetImport.Count > 0 ? Versions(function.OpsetImport) : opsets;
            Add(new FunctionCall(function, node, _calls).Nodes(), versions, inside.Add(key));
        }
    }
}
