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
    private readonly OnnxModel _model;

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
        var inputs = node.Inputs.Select(name => name.Length == 0 ? null : _values.GetValueOrDefault(name) ?? throw new Refusal($"it reads '{name}', an output that the language has nothing for")).ToArray();
        var call = new NodeCall(node, inputs, _notes.Add, name => _readers.GetValueOrDefault(name));
        if (inputs.All(i => i is null or Known))
        {
            var tensor = operation.Fold(call, [.. inputs.Select(i => (i as Known)?.Tensor)]);
            return [new Known(tensor ?? throw new Refusal("all that it reads is constant, and this operator is not computed beforehand"), inputs.Any(i => i is Known { OfBatch: true }))];
        }
        var shared = inputs.OfType<Signal>().Where(s => !s.IsSole).Select(s => s.Step).ToHashSet<Step>(ReferenceEqualityComparer.Instance);
        return [.. operation.Import(call).Select((value, i) => value is Signal signal && i < node.Outputs.Length
            ? signal with { IsSole = IsSole(node.Outputs[i]) && !shared.Contains(signal.Step) }
            : value)];
    }

    private bool IsSole(string name) => _readers.GetValueOrDefault(name) <= 1;
}
