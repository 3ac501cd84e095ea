using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>What stays of every layer of a network.</summary>
internal sealed class CutSet
{
    private readonly Dictionary<string, Cut> _cuts;
    private readonly HashSet<string> _dissolvedTies;

    private CutSet(Dictionary<string, Cut> cuts, HashSet<string> dissolvedTies, int[]? keptInputs) =>
        (_cuts, _dissolvedTies, KeptInputs) = (cuts, dissolvedTies, keptInputs);

    /// <summary>Features of the network's input that stay; null: all.</summary>
    public int[]? KeptInputs { get; }

    /// <summary>The cut of a layer.</summary>
    public Cut this[string path] => _cuts.GetValueOrDefault(path, Cut.Nothing);

    /// <summary>Whether a tied layer gets a weight of its own.</summary>
    public bool DissolvesTie(string path) => _dissolvedTies.Contains(path);

    /// <summary>Paths of the layers whose ties are dissolved.</summary>
    public IEnumerable<string> DissolvedTies => _dissolvedTies.Order(StringComparer.Ordinal);

    /// <summary>Works out the cuts.</summary>
    /// <param name="graph">The network's groups and readers.</param>
    /// <param name="kept">For each free group the kept units, ascending.</param>
    /// <param name="dissolvesTies">Layers whose ties go.</param>
    public static CutSet Of(PruningGraph graph, IReadOnlyList<int[]> kept, IEnumerable<string> dissolvesTies)
    {
        var cuts = new Dictionary<string, Cut>(StringComparer.Ordinal);
        int[]? keptInputs = null;
        for (var g = 0; g < graph.Groups.Length; g++)
        {
            if (kept[g].Length == graph.Groups[g].Size) continue;
            if (PruningGraph.HoldsInput(graph.Groups[g])) keptInputs = kept[g];
            foreach (var path in graph.Groups[g].Producers)
                cuts[path] = cuts.GetValueOrDefault(path, Cut.Nothing) with { Outputs = kept[g] };
        }
        foreach (var follower in graph.Followers)
        {
            if (follower.KeptUnits(kept) is { } units)
                cuts[follower.Layer.Path] = Cut.Nothing with { Outputs = Positions(units, follower.Positions) };
        }
        // A layer's own units are cut as its outputs.
        foreach (var reader in graph.Readers.Where(r => !r.IsState))
        {
            var path = reader.Layer.Path;
            if (reader.KeptUnits(kept) is { } units)
                cuts[path] = cuts.GetValueOrDefault(path, Cut.Nothing) with { Inputs = Positions(units, reader.Positions) };
        }
        return new(cuts, [.. dissolvesTies], keptInputs);
    }

    /// <summary>The spec with every layer resized.</summary>
    public NetworkSpec Resize(ResolvedNetwork network, string name)
    {
        var spec = network.Spec with { Name = name, Layers = Resize(network.Layers) };
        if (KeptInputs is null) return spec;
        int[] shape = [.. spec.Input.Dimensions];
        shape[spec.Input.IsImage ? 0 : ^1] = KeptInputs.Length;
        return spec with { Input = new Shape(shape) };
    }

    /// <summary>A list of layers resized; kinds with inner layers come back through this.</summary>
    public EquatableArray<Layer> Resize(EquatableArray<ResolvedLayer> layers) =>
        layers.Select(l => LayerPrunings.Of(l).Resize(l, this)).ToImmutableArray();

    private static int[] Positions(int[] units, int positions) =>
        positions == 1 ? units : [.. units.SelectMany(u => Enumerable.Range(u * positions, positions))];
}
