using System.Collections.Immutable;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>Names layers and puts their parameters under the layers' paths.</summary>
internal sealed class Assembly(bool takesHints)
{
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);
    private readonly List<(string Name, Func<Tensor> Make)> _weights = [];

    /// <summary>The layers with names, inner ones included.</summary>
    public EquatableArray<Layer> Layers(ImmutableArray<Placed> list) => Layers(list, "");

    /// <summary>The node that a layer came from; null: no layer of that path.</summary>
    public string? OriginOf(string path) => _origins.GetValueOrDefault(path);

    /// <summary>Parameters by name, in the order of computation.</summary>
    public NamedTensors Weights()
    {
        var tensors = new NamedTensors();
        foreach (var (name, make) in _weights)
            tensors[name] = make();
        return tensors;
    }

    private EquatableArray<Layer> Layers(ImmutableArray<Placed> list, string prefix)
    {
        var named = LayerNaming.Assign(list.Select(p => takesHints && p.Hint is { } hint ? p.Layer with { Name = hint, IsNamed = true } : p.Layer));
        if (takesHints && named.Select(l => l.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < named.Count)
            named = LayerNaming.Assign(list.Select(p => p.Layer));
        return named.Items.Zip(list, (layer, placed) => Fill(layer, placed, prefix + layer.Name)).ToImmutableArray();
    }

    private Layer Fill(Layer layer, Placed placed, string path)
    {
        _origins[path] = placed.Step.Origin;
        foreach (var weight in placed.Weights)
            _weights.Add(($"{path}.{weight.Name}", weight.Make));
        if (placed.Step is not JoinStep join) return layer;
        if (join.IsSum)
            return new Residual(Layers(placed.Branches[0], path + ".")) { Shortcut = Layers(placed.Branches[1], path + ".shortcut."), Name = layer.Name, Activation = layer.Activation };
        var branches = placed.Branches.Select((b, i) => Layers(b, $"{path}.branch{i + 1}.")).ToImmutableArray();
        return new Concat(branches) { Name = layer.Name, Activation = layer.Activation };
    }
}
