using System.Collections.Immutable;
using NetSpec.Onnx.Reading;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>One node with what its inputs stand for: what an operator sees.</summary>
internal sealed class NodeCall(OnnxNode node, IReadOnlyList<ImportValue?> inputs, Action<string> note, Func<string, int> readers)
{
    /// <summary>For messages.</summary>
    public string Origin => node.Label;

    /// <summary>Version of the operators.</summary>
    public int Opset => node.Opset;

    public NodeAttributes Attributes => node.Attributes;

    /// <summary>What the inputs stand for; null where one is left out.</summary>
    public IReadOnlyList<ImportValue?> Inputs => inputs;

    /// <summary>Tells the user what a person who reads the spec would not expect.</summary>
    public void Note(string text) => note($"{node.Label}: {text}.");

    public bool Has(int input) => input < inputs.Count && inputs[input] is not null;

    /// <summary>Number of outputs that have a name.</summary>
    public int Outputs => node.Outputs.Count(o => o.Length > 0);

    /// <summary>How many read an output.</summary>
    public int Readers(int output) => output < node.Outputs.Length && node.Outputs[output].Length > 0 ? readers(node.Outputs[output]) : 0;

    /// <summary>An input that the network computes.</summary>
    public Signal Signal(int input) => At(input) is Signal signal
        ? signal
        : throw new Refusal(Has(input) ? "it reads a constant where a value of the network belongs" : $"its input {input + 1} is missing");

    /// <summary>An input that must be known.</summary>
    /// <param name="input">Which one.</param>
    /// <param name="what">What it is called.</param>
    public Tensor Constant(int input, string what) => Optional(input, what) ?? throw new Refusal($"its {what} is missing");

    /// <summary>An input that must be known real numbers, as weights are.</summary>
    public Tensor Real(int input, string what) => Constant(input, what) is var tensor && tensor is Tensor<long>
        ? throw new Refusal($"its {what} holds whole numbers where real ones belong")
        : tensor;

    /// <summary>An input that must be known where it is given.</summary>
    public Tensor? Optional(int input, string what)
    {
        if (!Has(input)) return null;
        if (At(input) is not Known known) throw new Refusal($"its {what} is computed by the network, not constant");
        if (known.OfBatch) throw new Refusal($"its {what} depends on the size of the batch");
        return known.Tensor;
    }

    /// <summary>Whole numbers that older versions have as an attribute and newer ones as an input.</summary>
    public ImmutableArray<long>? Wholes(string name, int input) =>
        Attributes.Wholes(name) is null && At(input) is Known { OfBatch: true }
            ? throw new Refusal($"its {name} depend on the size of the batch")
            : Sizes(name, input);

    /// <summary>The same for sizes, among which the batch may be.</summary>
    public ImmutableArray<long>? Sizes(string name, int input)
    {
        if (Attributes.Wholes(name) is { } fixedOnes) return fixedOnes;
        if (!Has(input)) return null;
        return At(input) is Known { Tensor: Tensor<long> whole } ? [.. whole.Values] : throw new Refusal($"its {name} are not constant whole numbers");
    }

    /// <summary>A number that older versions have as an attribute and newer ones as an input.</summary>
    public double? Number(string name, int input)
    {
        if (Attributes.Has(name)) return Attributes.Number(name, 0);
        if (Optional(input, name) is not { } tensor) return null;
        return tensor.Length == 1 ? Numerals.Shortest(tensor.ToDoubles()[0]) : throw new Refusal($"its {name} is not one number");
    }

    /// <summary>A layer's name, from that of its weight: <c>fc1.weight</c> suggests fc1.</summary>
    public string? HintOf(int input) => At(input) is Known { Name: { } name } ? LayerHints.From(name) : null;

    /// <summary>Puts a layer behind a value.</summary>
    public Signal Layer(Signal from, Layer layer, Layout layout, ImmutableArray<Weight> weights = default, string? hint = null) =>
        new(new LayerStep(Origin, from.Edge, layer, weights) { NameHint = hint }, true, layout);

    private ImportValue? At(int input) => input < inputs.Count ? inputs[input] : null;
}
