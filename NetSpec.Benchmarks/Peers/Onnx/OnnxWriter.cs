using System.Runtime.InteropServices;
using Google.Protobuf;
using NetSpec.Onnx.Schema;
using Attribute = NetSpec.Onnx.Schema.Attribute;

namespace NetSpec.Benchmarks.Peers;

/// <summary>Collects nodes and weights of an ONNX graph and writes the model.</summary>
internal sealed class OnnxWriter
{
    // The last operator set whose Squeeze takes its axes as an attribute.
    private const int OperatorSet = 11, IrVersion = 6;

    private readonly Graph _graph = new() { Name = "network" };
    private int _names;

    /// <summary>A name that no value of the network has.</summary>
    public string Fresh() => $"#{_names++}";

    /// <summary>Adds a node. An empty name of an output leaves it out.</summary>
    public void Node(string op, IEnumerable<string> inputs, IEnumerable<string> outputs, params (string Name, object Value)[] attributes)
    {
        var node = new Node { OpType = op };
        node.Input.Add(inputs);
        node.Output.Add(outputs);
        node.Attribute.Add(attributes.Select(a => Number(a.Name, a.Value)));
        _graph.Node.Add(node);
    }

    /// <summary>Adds weights.</summary>
    public void Initializer(string name, IEnumerable<int> shape, ReadOnlySpan<float> values)
    {
        var tensor = new Tensor { Name = name, DataType = Tensor.Types.Element.Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        tensor.Dims.Add(shape.Select(size => (long)size));
        _graph.Initializer.Add(tensor);
    }

    /// <summary>The model, with one input and one output of fixed shapes.</summary>
    public byte[] Model(string input, IEnumerable<int> inputShape, string output, IEnumerable<int> outputShape)
    {
        _graph.Input.Add(Of(input, inputShape));
        _graph.Output.Add(Of(output, outputShape));
        return new Model { IrVersion = IrVersion, Graph = _graph, OpsetImport = { new OperatorSet { Version = OperatorSet } } }.ToByteArray();
    }

    private static Attribute Number(string name, object value)
    {
        if (value is int whole) return new() { Name = name, Type = Attribute.Types.Kind.Int, I = whole };
        if (value is double real) return new() { Name = name, Type = Attribute.Types.Kind.Float, F = (float)real };
        var attribute = new Attribute { Name = name, Type = Attribute.Types.Kind.Ints };
        attribute.Ints.Add(((int[])value).Select(number => (long)number));
        return attribute;
    }

    private static Value Of(string name, IEnumerable<int> shape)
    {
        var dimensions = new Shape();
        dimensions.Dimension.Add(shape.Select(size => new Shape.Types.Dimension { Value = size }));
        return new() { Name = name, Type = new() { Tensor = new() { Element = Tensor.Types.Element.Float, Shape = dimensions } } };
    }
}
