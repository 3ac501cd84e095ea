using System.Runtime.InteropServices;
using NetSpec.Onnx;
using NetSpec.Onnx.Schema;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Onnx;

/// <summary>A spec with some weights, as a model.</summary>
internal sealed class ExportedModel
{
    private ExportedModel(ResolvedNetwork network, NamedTensors weights) => (Network, Weights, Model) = (network, weights, ModelBuilder.Build(network, weights));

    public ResolvedNetwork Network { get; }

    public NamedTensors Weights { get; }

    public Model Model { get; }

    public IEnumerable<string> Operators => Model.Graph.Node.Select(node => node.OpType);

    /// <summary>Exports a spec of the given input and layers, each a line of YAML.</summary>
    public static ExportedModel Of(string input, params string[] layers) =>
        OfSpec($"netspec: 1\nname: Net\ninput: {input}\nlayers:\n{string.Concat(layers.Select(layer => $"  - {layer}\n"))}");

    /// <summary>Exports a spec with numbers that count up through its parameters.</summary>
    public static ExportedModel OfSpec(string text)
    {
        var network = SpecReader.Read(text, "net.net.yaml").Network!;
        var weights = new NamedTensors();
        var next = 1f;
        foreach (var parameter in network.AllLayers().SelectMany(layer => layer.Parameters))
            weights[parameter.Name] = Runtime.Tensor.Create(Enumerable.Range(0, (int)parameter.Length).Select(_ => next++).ToArray(), [.. parameter.Shape.Select(d => (long)d)]);
        return new(network, weights);
    }

    public Node Node(string operation) => Model.Graph.Node.Single(node => node.OpType == operation);

    public NetSpec.Onnx.Schema.Tensor Initializer(string name) => Model.Graph.Initializer.Single(tensor => tensor.Name == name);

    public float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(Initializer(name).RawData.Span).ToArray();

    public static NetSpec.Onnx.Schema.Attribute Attribute(Node node, string name) => node.Attribute.Single(attribute => attribute.Name == name);
}
