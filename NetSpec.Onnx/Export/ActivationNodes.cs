using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>The one table of how activations become nodes: one operator where opset 17 has it, else a few that compute the same.</summary>
internal static class ActivationNodes
{
    private delegate string Adder(Nodes nodes, string x, double? parameter);

    private static readonly Dictionary<Activation, Adder> _table = new()
    {
        [Activation.Linear] = (_, x, _) => x,
        [Activation.Relu] = (n, x, _) => n.Add("Relu", [x]),
        [Activation.Relu6] = (n, x, _) => n.Add("Clip", [x, n.Constant(0), n.Constant(6)]),
        [Activation.LeakyRelu] = (n, x, slope) => n.Add("LeakyRelu", [x], Attributes.Number("alpha", slope ?? 0.01)),
        [Activation.Elu] = (n, x, alpha) => n.Add("Elu", [x], Attributes.Number("alpha", alpha ?? 1)),
        [Activation.Selu] = (n, x, _) => n.Add("Selu", [x]),
        // x (1 + erf(x / sqrt(2))) / 2 in the order in which PyTorch writes it, which optimisers of graphs look for. The operator is of opset 20.
        [Activation.Gelu] = (n, x, _) =>
        {
            var erf = n.Add("Erf", [n.Add("Div", [x, n.Constant(Math.Sqrt(2))])]);
            return n.Add("Mul", [n.Add("Mul", [x, n.Add("Add", [erf, n.Constant(1)])]), n.Constant(0.5)]);
        },
        [Activation.Silu] = (n, x, _) => n.Add("Mul", [x, n.Add("Sigmoid", [x])]),
        [Activation.Sigmoid] = (n, x, _) => n.Add("Sigmoid", [x]),
        [Activation.Tanh] = (n, x, _) => n.Add("Tanh", [x]),
        [Activation.Softplus] = (n, x, _) => n.Add("Softplus", [x]),
        [Activation.Softsign] = (n, x, _) => n.Add("Softsign", [x]),
        [Activation.HardSigmoid] = (n, x, _) => n.Add("HardSigmoid", [x], Attributes.Number("alpha", 1.0 / 6), Attributes.Number("beta", 0.5)),
        [Activation.HardSwish] = (n, x, _) => n.Add("HardSwish", [x]),
        // Units, or channels of an image, are the axis after the batch.
        [Activation.Softmax] = (n, x, _) => n.Add("Softmax", [x], Attributes.Whole("axis", 1)),
        [Activation.LogSoftmax] = (n, x, _) => n.Add("LogSoftmax", [x], Attributes.Whole("axis", 1)),
    };

    /// <summary>The activations that can be written.</summary>
    public static IEnumerable<Activation> All => _table.Keys;

    /// <summary>Applies a layer's activation to its value.</summary>
    public static string Add(ResolvedLayer layer, string value, GraphBuilder graph) => layer.Layer.Activation is { } activation
        ? _table[activation.Kind](new Nodes(graph, layer.Path), value, activation.Parameter)
        : value;

    private readonly struct Nodes(GraphBuilder graph, string layer)
    {
        public string Add(string operation, string[] inputs, params Schema.Attribute[] attributes) => graph.Add(operation, layer, inputs, attributes);

        public string Constant(double value) => graph.Constant(value);
    }
}
