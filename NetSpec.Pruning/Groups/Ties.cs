using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>Weights that several layers share.</summary>
internal static class Ties
{
    /// <summary>Whether a layer uses another's weight, or another uses its.</summary>
    public static bool IsTied(PruningGraph graph, string path) =>
        graph.Layers.Any(l => l.TieOwner is { } owner && (l.Path == path || owner.Path == path));

    /// <summary>
    /// The tied layers that get weights of their own: those of every owner one of whose layers changes. A reader changes when something
    /// before it was cut, so all layers from the first cut on count.
    /// </summary>
    public static List<string> Dissolved(PruningGraph graph, CutSet cuts, PruneOptions options)
    {
        if (options.KeepTies) return [];
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var any = cuts.KeptInputs is not null;
        foreach (var layer in graph.Layers)
        {
            any |= !cuts[layer.Path].IsNothing;
            if (any) changed.Add(layer.Path);
        }
        var sets = graph.Layers.Where(l => l.TieOwner is not null).GroupBy(l => l.TieOwner!.Path, StringComparer.Ordinal);
        return [.. sets.Where(s => changed.Contains(s.Key) || s.Any(l => changed.Contains(l.Path))).SelectMany(s => s.Select(l => l.Path))];
    }
}
