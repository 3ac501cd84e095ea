using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A smaller network that runs, and its weights, which start as the subset of the parent's.</summary>
internal sealed record PrunedNetwork(NetworkSpec Spec, CutSet Cuts, MeasuredNetwork Runner, NetworkWeights Weights) : IDisposable
{
    /// <summary>Compiles it.</summary>
    public static PrunedNetwork Create(
        PruningGraph graph, IReadOnlyList<int[]> kept, NetworkWeights from, INetworkFactory factory, bool asDoubles, PruneOptions options)
    {
        var cuts = CutSet.Of(graph, kept, Ties.Dissolved(graph, CutSet.Of(graph, kept, []), options));
        var spec = cuts.Resize(graph.Network, PruneOutput.NameOf(graph.Network.Spec, options));
        SpecAnalysis.Resolve(spec, issue => throw new Runtime.InputException($"{issue.Id}: {issue.Message}."));
        var runner = MeasuredNetwork.Create(factory, spec, asDoubles, cuts.KeptInputs);
        var weights = runner.Read();
        foreach (var layer in graph.Layers) LayerPrunings.Of(layer).Slice(layer, cuts[layer.Path], from, weights);
        return new(spec, cuts, runner, weights);
    }

    /// <inheritdoc/>
    public void Dispose() => Runner.Dispose();
}
