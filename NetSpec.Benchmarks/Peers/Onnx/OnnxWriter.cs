namespace NetSpec.Benchmarks.Peers;

/// <summary>Collects nodes and weights of an ONNX graph and writes the model. Numbers of fields are those of the ONNX format, IR version 6.</summary>
internal sealed class OnnxWriter
{
    private const int FloatType = 1, IntAttribute = 2, FloatAttribute = 1, IntsAttribute = 7;

    // The last operator set whose Squeeze takes its axes as an attribute.
    private const int OperatorSet = 11, IrVersion = 6;

    private readonly ProtoWriter _graph = new();
    private int _names;

    /// <summary>A name that no value of the network has.</summary>
    public string Fresh() => $"#{_names++}";

    /// <summary>Adds a node. An empty name of an output leaves it out.</summary>
    public void Node(string op, IEnumerable<string> inputs, IEnumerable<string> outputs, params (string Name, object Value)[] attributes)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs) node.Text(1, input);
        foreach (var output in outputs) node.Text(2, output);
        node.Text(4, op);
        foreach (var (name, value) in attributes) node.Message(5, Attribute(name, value));
        _graph.Message(1, node);
    }

    /// <summary>Adds weights.</summary>
    public void Initializer(string name, IEnumerable<int> shape, ReadOnlySpan<float> values)
    {
        var tensor = new ProtoWriter();
        foreach (var dimension in shape) tensor.Whole(1, dimension);
        _graph.Message(5, tensor.Whole(2, FloatType).Text(8, name).Reals(9, values));
    }

    /// <summary>The model, with one input and one output of fixed shapes.</summary>
    public byte[] Model(string input, IEnumerable<int> inputShape, string output, IEnumerable<int> outputShape)
    {
        _graph.Text(2, "network").Message(11, Value(input, inputShape)).Message(12, Value(output, outputShape));
        var operators = new ProtoWriter().Text(1, "").Whole(2, OperatorSet);
        return new ProtoWriter().Whole(1, IrVersion).Message(7, _graph).Message(8, operators).ToArray();
    }

    private static ProtoWriter Attribute(string name, object value)
    {
        var attribute = new ProtoWriter().Text(1, name);
        if (value is int whole) return attribute.Whole(3, whole).Whole(20, IntAttribute);
        if (value is double real) return attribute.Real(2, (float)real).Whole(20, FloatAttribute);
        foreach (var number in (int[])value) attribute.Whole(8, number);
        return attribute.Whole(20, IntsAttribute);
    }

    private static ProtoWriter Value(string name, IEnumerable<int> shape)
    {
        var dimensions = new ProtoWriter();
        foreach (var dimension in shape) dimensions.Message(1, new ProtoWriter().Whole(1, dimension));
        var tensor = new ProtoWriter().Whole(1, FloatType).Message(2, dimensions);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }
}
