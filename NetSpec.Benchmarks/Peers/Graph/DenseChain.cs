namespace NetSpec.Benchmarks.Peers;

/// <summary>A network that is nothing but dense layers with relu between them.</summary>
/// <param name="Weights">[units, inputs] each.</param>
/// <param name="Biases">[units] each.</param>
internal sealed record DenseChain(IReadOnlyList<PeerTensor> Weights, IReadOnlyList<PeerTensor> Biases)
{
    /// <summary>Inputs, then the units of each layer.</summary>
    public int[] Widths => [Weights[0].Shape[1], .. Weights.Select(w => w.Shape[0])];

    /// <summary>Reads a graph; null where it is something else.</summary>
    public static DenseChain? Of(PeerGraph graph)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var (op, parameters) = (graph.Nodes[i].Op, graph.Nodes[i].Parameters.Count);
            if (op != (i % 2 == 0 ? "Gemm" : "Relu") || (i % 2 == 0 && parameters != 2)) return null;
        }
        if (graph.Nodes.Count % 2 == 0) return null;
        var dense = graph.Nodes.Where(n => n.Op == "Gemm").ToList();
        return new([.. dense.Select(n => graph[n.Parameters[0]])], [.. dense.Select(n => graph[n.Parameters[1]])]);
    }
}
