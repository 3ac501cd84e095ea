using NetSpec.Onnx.Operators;
using NetSpec.Onnx.Reading;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Import;

/// <summary>Goes through a model's nodes in order and finds what each name stands for, under one meaning of the input's axes.</summary>
internal sealed class Walk
{
    private readonly Dictionary<string, ImportValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _readers = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private readonly List<int[]> _reshaped = [];
    private readonly OnnxModel _model;
    private long _computed;

    public Walk(OnnxModel model, Layout input)
    {
        _model = model;
        // Asking for a shape is no reading: it leaves the value free to change.
        foreach (var name in model.Nodes.Where(n => n.Type is not ("Shape" or "Size")).SelectMany(n => n.Inputs).Concat(model.Outputs))
            _readers[name] = _readers.GetValueOrDefault(name) + 1;
        foreach (var (name, tensor) in model.Constants)
            _values[name] = new Known(tensor, Name: name);
        _values[model.Inputs[0].Name] = new Signal(new InputStep(), IsSole(model.Inputs[0].Name), input);
    }

    /// <summary>How many nodes were understood.</summary>
    public int Progress { get; private set; }

    /// <summary>What a reader of the spec should know.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Whether the model computes with the size of a free batch.</summary>
    public bool AsksForBatch { get; private set; }

    /// <summary>Shapes of one sample that the model gives its input by a Reshape: images and sequences that arrive as one row.</summary>
    public IReadOnlyList<int[]> Reshaped => _reshaped;

    /// <summary>The value of the model's output.</summary>
    /// <exception cref="InputException">A node that the language cannot say.</exception>
    public Signal Run()
    {
        foreach (var node in _model.Nodes)
        {
            Step(node);
            Progress++;
        }
        return _values.GetValueOrDefault(_model.Outputs[0]) as Signal
            ?? throw new InputException($"The output '{_model.Outputs[0]}' of the model does not depend on its input.");
    }

    private void Step(OnnxNode node)
    {
        try
        {
            var given = Give(node);
            AsksForBatch |= given.Any(v => v is Known { OfBatch: true });
            for (var i = 0; i < node.Outputs.Length; i++)
            {
                if (node.Outputs[i].Length > 0 && i < given.Count && given[i] is { } value) _values[node.Outputs[i]] = value;
            }
        }
        catch (Refusal refusal)
        {
            throw refusal.At(node.Label);
        }
        catch (OverflowException)
        {
            throw new Refusal("it computes numbers that are too large").At(node.Label);
        }
    }

    private IReadOnlyList<ImportValue?> Give(OnnxNode node)
    {
        var operation = Operations.Of(node);
        ImportValue?[] inputs = [.. node.Inputs.Select(name => name.Length == 0 ? null : Find(name))];
        var call = new NodeCall(node, inputs, _notes.Add, name => _readers.GetValueOrDefault(name));
        if (inputs.All(i => i is null or Known))
        {
            var tensor = operation.Fold(call, [.. inputs.Select(i => (i as Known)?.Tensor)]);
            if (tensor is null) throw new Refusal("all that it reads is constant, and this operator is not computed beforehand");
            _computed += tensor.Length;
            if (_computed > Preparation.MostNumbers) throw new Refusal($"with it the model's computed constants come to more than {Preparation.MostNumbers} numbers");
            return [new Known(tensor, inputs.Any(i => i is Known { OfBatch: true }))];
        }
        var shared = inputs.OfType<Signal>().Where(s => !s.IsSole).Select(s => s.Step).ToHashSet<Step>(ReferenceEqualityComparer.Instance);
        var given = operation.Import(call);
        if (given[0] is Signal { Step: InputStep, Layout: { Rank: 3 or 4 } view } && view.Axes[0].SequenceEqual([Layout.Batch]))
            _reshaped.Add([.. view.Sizes.Skip(1).Select(s => (int)s)]);
        return [.. given.Select((value, i) => value is Signal signal && i < node.Outputs.Length
            ? signal with { IsSole = IsSole(node.Outputs[i]) && !shared.Contains(signal.Step) }
            : value)];
    }

    private ImportValue Find(string name) =>
        _values.GetValueOrDefault(name) ?? throw new Refusal($"it reads '{name}', an output that the language has nothing for");

    private bool IsSole(string name) => _readers.GetValueOrDefault(name) <= 1;
}
