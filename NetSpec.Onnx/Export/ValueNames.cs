using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>Names of values and initializers, each given once. A layer may be called <c>input</c>, or <c>Add</c> within a residual.</summary>
internal sealed class ValueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { ModelBuilder.Input, ModelBuilder.Output };
    private readonly Dictionary<string, string> _layers = new(StringComparer.Ordinal);

    public ValueNames(ResolvedNetwork network)
    {
        foreach (var parameter in network.AllLayers().SelectMany(layer => layer.Parameters))
            _taken.Add(parameter.Name);
        foreach (var layer in network.AllLayers())
            _layers.Add(layer.Path, New(layer.Path));
    }

    /// <summary>The name of a layer's value: its path, where the path is free.</summary>
    public string OfLayer(string path) => _layers[path];

    /// <summary>A free name: the wish, or the wish and a number.</summary>
    public string New(string wish)
    {
        var name = wish;
        for (var n = 2; !_taken.Add(name); n++)
            name = $"{wish}_{n}";
        return name;
    }
}
