namespace NetSpec.Benchmarks.Peers;

/// <summary>A network as the bytes of an ONNX model for one batch size.</summary>
internal static class OnnxModel
{
    /// <summary>Name of the model's output.</summary>
    public const string Output = "y";

    private static readonly Dictionary<string, Action<OnnxWriter, PeerGraph, PeerNode>> Operations = new()
    {
        ["Gemm"] = static (w, _, n) => w.Node("Gemm", Reads(n), [n.Output], ("transB", 1)),
        ["Conv"] = static (w, _, n) => w.Node("Conv", Reads(n), [n.Output], [.. Windows(n), ("dilations", n.Numbers("dilations")), ("group", n.Number("group"))]),
        ["BatchNormalization"] = static (w, _, n) => w.Node("BatchNormalization", Reads(n), [n.Output], ("epsilon", n.Real("epsilon"))),
        ["MaxPool"] = static (w, _, n) => w.Node("MaxPool", Reads(n), [n.Output], Windows(n)),
        ["AveragePool"] = static (w, _, n) => w.Node("AveragePool", Reads(n), [n.Output], [.. Windows(n), ("count_include_pad", 0)]),
        ["GlobalAveragePool"] = static (w, _, n) => Then(w, n, "GlobalAveragePool", [.. Reads(n)], "Flatten", []),
        ["Flatten"] = static (w, _, n) => w.Node("Flatten", Reads(n), [n.Output]),
        ["Affine"] = static (w, _, n) => Then(w, n, "Mul", [n.Inputs[0], n.Parameters[0]], "Add", [n.Parameters[1]]),
        ["Add"] = Plain,
        ["Relu"] = Plain,
        ["Sigmoid"] = Plain,
        ["Tanh"] = Plain,
        ["Lstm"] = Lstm,
    };

    public static byte[] Of(PeerGraph graph, int batch)
    {
        var writer = new OnnxWriter();
        foreach (var tensor in graph.Tensors) writer.Initializer(tensor.Name, tensor.Shape, tensor.Values);
        foreach (var node in graph.Nodes) Operations[node.Op](writer, graph, node);
        writer.Node("Identity", [graph.Output], [Output]);
        return writer.Model(PeerGraph.Input, [batch, .. graph.InputShape], Output, [batch, .. graph.OutputShape]);
    }

    private static IEnumerable<string> Reads(PeerNode node) => node.Inputs.Concat(node.Parameters);

    private static void Plain(OnnxWriter writer, PeerGraph graph, PeerNode node) => writer.Node(node.Op, Reads(node), [node.Output]);

    private static void Then(OnnxWriter writer, PeerNode node, string first, string[] reads, string second, string[] more)
    {
        var between = writer.Fresh();
        writer.Node(first, reads, [between]);
        writer.Node(second, [between, .. more], [node.Output]);
    }

    private static (string Name, object Value)[] Windows(PeerNode node)
    {
        var pads = node.Numbers("pads");
        return [("kernel_shape", node.Numbers("kernel_shape")), ("strides", node.Numbers("strides")), ("pads", new[] { pads[0], pads[1], pads[0], pads[1] })];
    }

    // ONNX has time before samples, and gates in the order i, o, f, c where PyTorch has i, f, g, o.
    private static void Lstm(OnnxWriter writer, PeerGraph graph, PeerNode node)
    {
        var hidden = node.Number("hidden");
        string Matrix(int index)
        {
            var (tensor, name) = (graph[node.Parameters[index]], writer.Fresh());
            writer.Initializer(name, [1, .. tensor.Shape], Gates(tensor.Values));
            return name;
        }
        var (weights, recurrent, biases) = (Matrix(0), Matrix(1), writer.Fresh());
        writer.Initializer(biases, [1, 8 * hidden], [.. Gates(graph[node.Parameters[2]].Values), .. Gates(graph[node.Parameters[3]].Values)]);
        var (steps, last) = (writer.Fresh(), writer.Fresh());
        writer.Node("Transpose", node.Inputs, [steps], ("perm", new[] { 1, 0, 2 }));
        writer.Node("LSTM", [steps, weights, recurrent, biases], ["", last], ("hidden_size", hidden));
        writer.Node("Squeeze", [last], [node.Output], ("axes", new[] { 0 }));
    }

    private static float[] Gates(float[] values)
    {
        var gate = values.Length / 4;
        return [.. values[..gate], .. values[(3 * gate)..], .. values[gate..(2 * gate)], .. values[(2 * gate)..(3 * gate)]];
    }
}
