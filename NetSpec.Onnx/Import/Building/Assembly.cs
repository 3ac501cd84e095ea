using System.Collections.Immutable;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>Names layers and puts their parameters under the layers' paths.</summary>
/// <param name="refusedNames">Names that C# or the language does not take.</param>
internal sealed class Assembly(IReadOnlySet<string> refusedNames)
{
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Origin, Func<Tensor> Make)> _weights = [];

    /// <summary>The layers with names, inner ones included.</summary>
    public EquatableArray<Layer> Layers(ImmutableArray<Placed> list) => Layers(list, "");

    /// <summary>The node that a layer came from; null: no layer of that path.</summary>
    public string? OriginOf(string path) => _origins.GetValueOrDefault(path);

    /// <summary>Parameters by name, in the order of computation.</summary>
    public NamedTensors Weights()
    {
        var tensors = new NamedTensors();
        foreach (var (name, origin, make) in _weights)
        {
            var tensor = Single(make());
            if (!tensor.Values.All(float.IsFinite)) throw new InputException($"{origin} has weights that are not finite numbers in single precision ('{name}').");
            tensors[name] = tensor;
        }
        return tensors;
    }

    private static Tensor<float> Single(Tensor tensor) => tensor as Tensor<float> ?? Tensor.Create(tensor.ToDoubles().Select(v => (float)v).ToArray(), [.. tensor.Shape]);

    private EquatableArray<Layer> Layers(ImmutableArray<Placed> list, string prefix)
    {
        var named = LayerNaming.Assign(list.Select(p => p.Hint is { } hint && !refusedNames.Contains(hint) ? p.Layer with { Name = hint, IsNamed = true } : p.Layer));
        if (named.Select(l => l.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < named.Count)
            named = LayerNaming.Assign(list.Select(p => p.Layer));
        return named.Items.Zip(list, (layer, placed) => Fill(layer, placed, prefix + layer.Name)).ToImmutableArray();
    }

    private Layer Fill(Layer layer, Placed placed, string path)
    {
        _origins[path] = placed.Step.Origin;
        foreach (var weight in placed.Weights)
            _weights.Add(($"{path}.{weight.Name}", placed.Step.Origin, weight.Make));
        if (placed.Step is not JoinStep join) return layer;
        if (join.IsSum)
            return new Residual(Layers(placed.Branches[0], path + ".")) { Shortcut = Layers(placed.Branches[1], path + ".shortcut."), Name = layer.Name, Activation = layer.Activation };
        var branches = placed.Branches.Select((b, i) => Layers(b, $"{path}.branch{i + 1}.")).ToImmutableArray();
        return new Concat(branches) { Name = layer.Name, Activation = layer.Activation };
    }
}
