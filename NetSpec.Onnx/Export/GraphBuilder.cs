using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>
/// A graph under construction. The value that a layer gives carries the layer's path; a node carries the name of its value.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly ValueNames _names;
    private readonly Initializers _initializers;

    public GraphBuilder(ResolvedNetwork network, NamedTensors weights)
    {
        _names = new ValueNames(network);
        _initializers = new Initializers(Graph, network, weights, _names);
    }

    public Schema.Graph Graph { get; } = new();

    /// <summary>Adds a list of layers; gives the name of the last one's value, or of the input where there are none.</summary>
    public string Walk(EquatableArray<ResolvedLayer> layers, string input)
    {
        foreach (var layer in layers)
            input = Layer(layer, input);
        return input;
    }

    /// <summary>Adds a node with one output and gives its name.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="layer">Path of the layer it belongs to.</param>
    /// <param name="inputs">Names of what it reads.</param>
    /// <param name="attributes">Its attributes.</param>
    public string Add(string operation, string layer, string[] inputs, params Schema.Attribute[] attributes) =>
        AddAt(0, operation, layer, inputs, attributes);

    /// <summary>The same for an operator whose output of that index is wanted; those before it are left out.</summary>
    public string AddAt(int output, string operation, string layer, string[] inputs, params Schema.Attribute[] attributes)
    {
        var name = _names.New($"{layer}.{operation}");
        var node = new Schema.Node { Name = name, OpType = operation };
        node.Input.Add(inputs);
        node.Output.Add(Enumerable.Repeat("", output).Append(name));
        node.Attribute.Add(attributes);
        Graph.Node.Add(node);
        return name;
    }

    /// <summary>A parameter, as the weights hold it.</summary>
    public string Weight(string parameter) => _initializers.Weight(parameter);

    /// <summary>The values of a parameter, for a layer that stores them in another form.</summary>
    public float[] Values(string parameter) => _initializers.Values(parameter);

    /// <summary>Numbers under a name; <paramref name="note"/> says what form they have where it is not the weights' own.</summary>
    public string Store(string name, float[] values, int[] shape, string note = "") => _initializers.Store(name, values, shape, note);

    /// <summary>A number that all layers share.</summary>
    public string Constant(double value) => _initializers.Constant(value);

    /// <summary>An axis that all layers share.</summary>
    public string Axis(int axis) => _initializers.Axis(axis);

    /// <summary>Gives the last value its name; a network that hands its input on needs a node for that.</summary>
    public void Finish(string value, string output)
    {
        if (Graph.Node.Count == 0)
            value = Add("Identity", output, [value]);
        Rename(0, value, output);
    }

    private string Layer(ResolvedLayer layer, string input)
    {
        var first = Graph.Node.Count;
        var value = ActivationNodes.Add(layer, LayerExports.Of(layer).Add(layer, input, this), this);
        // Dropout adds nothing, and what comes out of an inner list alone has a name already.
        if (Graph.Node.Count == first) return value;
        var name = _names.OfLayer(layer.Path);
        Rename(first, value, name);
        Graph.ValueInfo.Add(Onnx.Values.Of(name, layer.Output));
        return name;
    }

    private void Rename(int first, string from, string to)
    {
        foreach (var node in Graph.Node.Skip(first))
        {
            if (node.Name == from) node.Name = to;
            Replace(node.Input, from, to);
            Replace(node.Output, from, to);
        }
    }

    private static void Replace(IList<string> names, string from, string to)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == from) names[i] = to;
        }
    }
}
