using System.Collections.Generic;
using System.Collections.Immutable;
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

    /// <summary>A new value of a shape: rows of features, one per step of a sequence; rows of channels, one per pixel of an image.</summary>
    public Value NewValue(string path, string role, Shape shape, Value? aliasOf = null)
    {
        var units = shape.IsImage ? shape[0] : shape[shape.Rank - 1];
        return Add(new Value(Identifier(path, role), units, (int)(shape.Size / units)) { AliasOf = aliasOf });
    }

    /// <summary>One row of units, however many samples there are, of which no gradient is taken.</summary>
    public Value NewRow(string path, string role, int units) => Add(new Value(Identifier(path, role), units, 0) { FixedRows = 1, HasGradient = false });

    /// <summary>Rows of any width that an operation keeps for itself.</summary>
    public Value NewRows(string path, string role, int units, int rowsPerSample, bool hasGradient = true) =>
        Add(new Value(Identifier(path, role), units, rowsPerSample) { HasGradient = hasGradient });

    /// <summary>The value of a layer before its activation, or its output where it has none.</summary>
    public Value NewOutput(ResolvedLayer layer) => NewValue(layer.Path, layer.Layer.Activation is null ? "Output" : "PreActivation", layer.Output);

    /// <summary>One value for each of several readers.</summary>
    public ImmutableArray<Value> Fork(ResolvedLayer layer, Value input, int readers)
    {
        if (readers == 1) return [input];
        var outputs = Enumerable.Range(0, readers)
            .Select(_ => Add(new Value(Identifier(layer.Path, "Input"), input.Width, input.RowsPerSample) { AliasOf = input, IsView = true }))
            .ToImmutableArray();
        input.SharesGradientWith = outputs[0];
        Operations.Add(new Fork(layer.Path, input, outputs));
        return outputs;
    }

    /// <summary>Memory that operations use one after another, as much as the one that needs most.</summary>
    public void AddScratch(IEnumerable<Operation> inference)
    {
        var length = Operations.Concat(inference).Select(o => o.ScratchLength).Append(0).Max();
        if (length > 0) Add(new Value("scratch", 16, 0) { FixedRows = (int)((length + 15) / 16), HasGradient = false });
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

    private Value Add(Value value)
    {
        Values.Add(value);
        return value;
    }

    // Names of layers may hold roles, and a dot becomes what a name may hold too: each identifier is given once.
    private string Identifier(string path, string role)
    {
        var name = path.Replace('.', '_') + role;
        var unique = name;
        for (var n = 2; !_identifiers.Add(unique); n++) unique = name + "_" + n;
        return unique;
    }
}
