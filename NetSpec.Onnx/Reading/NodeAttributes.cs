using System.Collections.Immutable;
using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Onnx.Reading;

/// <summary>A node's attributes, by name and type.</summary>
internal sealed class NodeAttributes(string label, ImmutableDictionary<string, Proto.Attribute> attributes, Func<Proto.Tensor, string, Tensor> decode)
{
    /// <summary>The names that are set.</summary>
    public IEnumerable<string> Names => attributes.Keys;

    public bool Has(string name) => attributes.ContainsKey(name);

    public long Whole(string name, long byDefault) => Find(name, Proto.Attribute.Types.Kind.Int)?.I ?? byDefault;

    /// <summary>A float as the shortest decimal number that is that float, as a person wrote it: 1e-5, not 9.999999747378752e-06.</summary>
    public double Number(string name, double byDefault) =>
        Find(name, Proto.Attribute.Types.Kind.Float) is { } found ? Numerals.Shortest(found.F) : byDefault;

    public string Word(string name, string byDefault) =>
        Find(name, Proto.Attribute.Types.Kind.String)?.S.ToStringUtf8() ?? byDefault;

    public ImmutableArray<long>? Wholes(string name) => Find(name, Proto.Attribute.Types.Kind.Ints)?.Ints.ToImmutableArray();

    public ImmutableArray<double>? Numbers(string name) => Find(name, Proto.Attribute.Types.Kind.Floats)?.Floats.Select(f => Numerals.Shortest(f)).ToImmutableArray();

    public ImmutableArray<string>? Words(string name) =>
        Find(name, Proto.Attribute.Types.Kind.Strings)?.Strings.Select(s => s.ToStringUtf8()).ToImmutableArray();

    public Tensor? Tensor(string name) => Find(name, Proto.Attribute.Types.Kind.Tensor) is { T: { } tensor } ? decode(tensor, label) : null;

    private Proto.Attribute? Find(string name, Proto.Attribute.Types.Kind kind)
    {
        if (!attributes.TryGetValue(name, out var found)) return null;
        // IR versions before 4 may leave the type out.
        if (found.Type == kind || found.Type == Proto.Attribute.Types.Kind.Undefined) return found;
        throw new InputException($"The attribute '{name}' of {label} is of type {found.Type.ToString().ToUpperInvariant()}, where {kind.ToString().ToUpperInvariant()} was expected.");
    }
}
