using System.Collections.Immutable;
using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Onnx.Reading;

/// <summary>Reads a model file and checks all that holds whatever its operators mean.</summary>
internal sealed class ModelReader
{
    private const int LastOpset = 23;
    private const int MostAxes = 16;

    private readonly string _path;
    private readonly Proto.Model _model;
    private readonly TensorReader _tensors;

    private ModelReader(string path, Proto.Model model) => (_path, _model, _tensors) = (path, model, new(new(path)));

    /// <summary>Reads a model.</summary>
    /// <exception cref="InputException">The file is no model that can be read; the message says why.</exception>
    public static OnnxModel Read(string path) => Read(ModelFile.Read(path), path);

    /// <summary>The same of messages that were read already.</summary>
    public static OnnxModel Read(Proto.Model model, string path) => new ModelReader(path, model).Read();

    private OnnxModel Read()
    {
        var nodes = FunctionInliner.Inline(_model).Select(n => Node(n.Node, n.Opsets)).ToImmutableArray();
        var graph = _model.Graph;
        var constants = ImmutableDictionary.CreateBuilder<string, Tensor>(StringComparer.Ordinal);
        foreach (var tensor in graph.Initializer)
        {
            if (constants.ContainsKey(tensor.Name)) throw new InputException($"'{_path}' holds two initializers of the name '{tensor.Name}'.");
            constants.Add(tensor.Name, _tensors.Read(tensor, $"The initializer '{tensor.Name}'"));
        }
        // Before IR version 4 every initializer is listed among the inputs too.
        var inputs = graph.Input.Where(i => !constants.ContainsKey(i.Name)).Select(Input).ToImmutableArray();
        if (graph.Output.Count == 0) throw new InputException($"'{_path}' has no output.");
        var outputs = graph.Output.Select(o => o.Name).ToImmutableArray();
        var ordered = GraphOrder.Sort(nodes, [.. inputs.Select(i => i.Name), .. constants.Keys], outputs);
        var metadata = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in _model.MetadataProps) metadata[entry.Key] = entry.Value;
        return new OnnxModel(ordered, inputs, outputs, constants.ToImmutable(), metadata.ToImmutable());
    }

    private OnnxInput Input(Proto.Value value)
    {
        if (value.Type?.Tensor is not { } type) throw new InputException($"The input '{value.Name}' is no tensor; a network reads one tensor.");
        if (type.Element is not (Proto.Tensor.Types.Element.Float or Proto.Tensor.Types.Element.Double or Proto.Tensor.Types.Element.Float16 or Proto.Tensor.Types.Element.Bfloat16))
            throw new InputException($"The input '{value.Name}' holds values of type {type.Element.ToString().ToUpperInvariant()}; a network reads floating-point numbers.");
        if (type.Shape is null) return new(value.Name, null);
        if (type.Shape.Dimension.Count > MostAxes)
            throw new InputException($"The input '{value.Name}' has {type.Shape.Dimension.Count} axes; a network's input has {MostAxes} at most.");
        var dimensions = type.Shape.Dimension
            .Select(d => d.SizeCase == Proto.Shape.Types.Dimension.SizeOneofCase.Value ? d.Value : (long?)null)
            .ToImmutableArray();
        if (dimensions.FirstOrDefault(d => d is <= 0 or > int.MaxValue) is { } wrong)
            throw new InputException($"The input '{value.Name}' claims a dimension of {wrong}; dimensions lie from 1 to {int.MaxValue}.");
        if (dimensions.Aggregate(1.0, (p, d) => p * (d ?? 1)) > int.MaxValue)
        {
            var sizes = string.Join(", ", dimensions.Select(d => d is { } size ? $"{size}" : "free"));
            throw new InputException($"The input '{value.Name}' is too large: [{sizes}] are more than {int.MaxValue} values.");
        }
        return new(value.Name, dimensions);
    }

    private OnnxNode Node(Proto.Node node, ImmutableDictionary<string, long> opsets)
    {
        var domain = FunctionInliner.Domain(node.Domain);
        var label = node.Name.Length > 0 ? $"{node.OpType} '{node.Name}'" : $"{node.OpType} that gives '{node.Output.FirstOrDefault(o => o.Length > 0) ?? ""}'";
        if (node.OpType.Length == 0) throw new InputException($"The node '{node.Name}' names no operator.");
        // A model that states no version means the first one.
        var opset = opsets.GetValueOrDefault(domain, 1);
        if (domain.Length == 0 && opset is < 1 or > LastOpset)
            throw new InputException($"'{_path}' uses version {opset} of ONNX's operators; versions up to {LastOpset} are read.");
        var attributes = ImmutableDictionary.CreateBuilder<string, Proto.Attribute>(StringComparer.Ordinal);
        foreach (var attribute in node.Attribute)
        {
            if (attributes.ContainsKey(attribute.Name)) throw new InputException($"{label} has the attribute '{attribute.Name}' twice.");
            attributes.Add(attribute.Name, attribute);
        }
        return new OnnxNode(
            label,
            node.OpType,
            domain,
            (int)opset,
            [.. node.Input],
            [.. node.Output],
            new NodeAttributes(label, attributes.ToImmutable(), (tensor, owner) => _tensors.Read(tensor, $"The constant of {owner}")));
    }
}
