using System.Collections.Generic;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Collects operations, values, parameters and copies while layers are lowered.</summary>
internal sealed class LoweringContext
{
    private readonly HashSet<string> _identifiers = [];
    private readonly Dictionary<string, ParameterSlot> _slots = [];
    private long _parameterEnd;
    private long _packedEnd;

    /// <summary>Whether one time step of a stream is lowered, which begins with the state that the caller keeps.</summary>
    public bool IsStep { get; init; }

    public List<Operation> Operations { get; } = [];

    public List<Value> Values { get; } = [];

    public List<ParameterSlot> Parameters { get; } = [];

    public List<PackedConstant> Constants { get; } = [];

    /// <summary>Each layer's output, in order of computation.</summary>
    public List<(ResolvedLayer Layer, Value Output)> LayerOutputs { get; } = [];

    public long PackedEnd => _packedEnd;

    public long ParameterEnd => _parameterEnd;

    /// <summary>A new value of a shape: units along the last axis, one row per step.</summary>
    public Value NewValue(string path, string role, Shape shape, Value? aliasOf = null)
    {
        var value = new Value(Identifier(path, role), shape[shape.Rank - 1], (int)(shape.Size / shape[shape.Rank - 1])) { AliasOf = aliasOf };
        Values.Add(value);
        return value;
    }

    /// <summary>The slot of one of a layer's own parameters.</summary>
    public ParameterSlot Declare(ResolvedLayer layer, string suffix, string layout, long packedLength, int? units = null)
    {
        var spec = layer.Parameters.Single(p => p.Name == layer.Path + "." + suffix);
        var activation = layer.Layer.Activation?.Kind ?? Activation.Linear;
        var slot = new ParameterSlot(spec, layout, _parameterEnd, packedLength, activation) { Units = units ?? spec.Shape[0] };
        _parameterEnd += packedLength;
        _slots.Add(spec.Name, slot);
        Parameters.Add(slot);
        return slot;
    }

    /// <summary>A parameter declared before.</summary>
    public ParameterSlot Find(string name) => _slots[name];

    /// <summary>Constants of one number per unit in the packed memory.</summary>
    public PackedConstant NewConstant(IEnumerable<double> values)
    {
        var constant = new PackedConstant(new EquatableArray<double>(values), ReservePacked(values.Count()));
        Constants.Add(constant);
        return constant;
    }

    /// <summary>Room in the packed memory.</summary>
    public long ReservePacked(long length)
    {
        var offset = _packedEnd;
        _packedEnd += Padding.Round(length);
        return offset;
    }

    private string Identifier(string path, string role)
    {
        var name = path.Replace('.', '_') + role;
        var unique = name;
        for (var n = 2; !_identifiers.Add(unique); n++) unique = name + "_" + n;
        return unique;
    }
}
