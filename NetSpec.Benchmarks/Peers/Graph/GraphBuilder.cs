using NetSpec.Spec;

namespace NetSpec.Benchmarks.Peers;

/// <summary>Turns layers into nodes, one table entry a kind.</summary>
internal sealed class GraphBuilder
{
    private static readonly Dictionary<LayerKind, Action<GraphBuilder, ResolvedLayer>> Kinds = new()
    {
        [DenseKind.Instance] = static (b, l) => b.Add("Gemm", l, WeightAndBias(l, ((Dense)l.Layer).Bias)),
        [Conv2DKind.Instance] = static (b, l) => b.Convolution(l, (Conv2D)l.Layer),
        [BatchNormKind.Instance] = static (b, l) => b.BatchNormalization(l, (BatchNorm)l.Layer),
        [MaxPoolKind.Instance] = static (b, l) => b.Pool("MaxPool", l, (Pool)l.Layer),
        [AvgPoolKind.Instance] = static (b, l) => b.Pool("AveragePool", l, (Pool)l.Layer),
        [GlobalAvgPoolKind.Instance] = static (b, l) => b.Add("GlobalAveragePool", l, []),
        [FlattenKind.Instance] = static (b, l) => b.Add("Flatten", l, []),
        [NormalizeKind.Instance] = static (b, l) => b.Affine(l, (Normalize)l.Layer),
        [LstmKind.Instance] = static (b, l) => b.Lstm(l, (Lstm)l.Layer),
        // Inference is measured where there is dropout, which then does nothing.
        [DropoutKind.Instance] = static (_, _) => { },
        [ResidualKind.Instance] = static (b, l) => b.Residual(l),
    };

    private static readonly Dictionary<Activation, string> Activations = new()
    {
        [Activation.Relu] = "Relu",
        [Activation.Sigmoid] = "Sigmoid",
        [Activation.Tanh] = "Tanh",
    };

    private readonly List<PeerNode> _nodes = [];
    private readonly List<PeerTensor> _constants = [];
    private string _current = PeerGraph.Input;

    public IReadOnlyList<PeerNode> Nodes => _nodes;

    public IReadOnlyList<PeerTensor> Constants => _constants;

    public void Add(IEnumerable<ResolvedLayer> layers)
    {
        foreach (var layer in layers)
        {
            if (!Kinds.TryGetValue(layer.Layer.Kind, out var add))
                throw new NotSupportedException($"'{layer.Path}' is a {layer.Layer.Kind.Keyword}, which peers are not given yet.");
            add(this, layer);
            Activate(layer);
        }
    }

    private static string[] WeightAndBias(ResolvedLayer layer, bool hasBias) =>
        hasBias ? [layer.Path + ".weight", layer.Path + ".bias"] : [layer.Path + ".weight"];

    private void Activate(ResolvedLayer layer)
    {
        if (layer.Layer.Activation is not { Kind: not Activation.Linear } activation) return;
        if (!Activations.TryGetValue(activation.Kind, out var op))
            throw new NotSupportedException($"'{layer.Path}' ends in {activation.Kind}, which peers are not given yet.");
        Put(op, [_current], layer.Path + ".activation", [], []);
    }

    private void Add(string op, ResolvedLayer layer, string[] parameters, params (string Name, object Value)[] attributes) =>
        Put(op, [_current], layer.Path, parameters, attributes);

    private void Put(string op, string[] inputs, string output, string[] parameters, (string Name, object Value)[] attributes)
    {
        _nodes.Add(new(op, inputs, output, parameters, attributes.ToDictionary(a => a.Name, a => a.Value)));
        _current = output;
    }

    private void Convolution(ResolvedLayer layer, Conv2D c)
    {
        var pad = c.Padding.Mode switch
        {
            PaddingMode.Same => new Extent(c.Dilation.Height * (c.Kernel.Height - 1) / 2, c.Dilation.Width * (c.Kernel.Width - 1) / 2),
            PaddingMode.Valid => default,
            _ => c.Padding.Amount,
        };
        Add("Conv", layer, WeightAndBias(layer, c.Bias), Window(c.Kernel), ("strides", Pair(c.Stride)), ("pads", Pair(pad)), ("dilations", Pair(c.Dilation)), ("group", c.Groups));
    }

    private void BatchNormalization(ResolvedLayer layer, BatchNorm b) => Add(
        "BatchNormalization",
        layer,
        [.. WeightAndBias(layer, true), layer.Path + ".running_mean", layer.Path + ".running_var"],
        ("epsilon", b.Epsilon),
        ("momentum", b.Momentum));

    private void Pool(string op, ResolvedLayer layer, Pool p) =>
        Add(op, layer, [], Window(p.Window), ("strides", Pair(p.Stride)), ("pads", Pair(p.Padding)));

    private void Affine(ResolvedLayer layer, Normalize n)
    {
        int channels = layer.Input[layer.Input.IsImage ? 0 : layer.Input.Rank - 1];
        int[] shape = layer.Input.IsImage ? [channels, 1, 1] : [channels];
        double Of(EquatableArray<double> values, int i) => values[values.Count == 1 ? 0 : i];
        var scale = Enumerable.Range(0, channels).Select(i => (float)(1 / Of(n.Std, i))).ToArray();
        var shift = Enumerable.Range(0, channels).Select(i => (float)(-Of(n.Mean, i) / Of(n.Std, i))).ToArray();
        _constants.Add(new(layer.Path + ".scale", [.. shape], scale, IsTrained: false));
        _constants.Add(new(layer.Path + ".shift", [.. shape], shift, IsTrained: false));
        Add("Affine", layer, [layer.Path + ".scale", layer.Path + ".shift"]);
    }

    private void Lstm(ResolvedLayer layer, Lstm lstm)
    {
        if (lstm.Return != RecurrentReturn.Last) throw new NotSupportedException($"'{layer.Path}' returns every step, which peers are not given yet.");
        Add("Lstm", layer, [.. layer.Parameters.Items.Select(p => p.Name)], ("hidden", lstm.Units));
    }

    private void Residual(ResolvedLayer layer)
    {
        var start = _current;
        Add(layer.Branches[0].Layers);
        var body = _current;
        _current = start;
        Add(layer.Branches[1].Layers);
        Put("Add", [body, _current], layer.Path, [], []);
    }

    private static (string Name, object Value) Window(Extent extent) => ("kernel_shape", Pair(extent));

    private static int[] Pair(Extent extent) => [extent.Height, extent.Width];
}
