using System.Diagnostics.CodeAnalysis;

namespace NetSpec.Runtime;

/// <summary>Tensors by name, in the order in which they were added, with text metadata: what a safetensors file holds.</summary>
public sealed class NamedTensors
{
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Free text that travels with the tensors (the spec's hash, class names).</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensor of a name; setting a new name appends it.</summary>
    public Tensor this[string name]
    {
        get => _tensors.TryGetValue(name, out var tensor) ? tensor : throw new InputException($"There is no tensor named '{name}'.");
        set
        {
            if (!_tensors.ContainsKey(name)) _names.Add(name);
            _tensors[name] = value;
        }
    }

    /// <summary>Finds a tensor.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Tensor? tensor) => _tensors.TryGetValue(name, out tensor);
}
