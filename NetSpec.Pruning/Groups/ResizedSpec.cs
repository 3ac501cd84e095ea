using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A network at other widths, whichever the units are.</summary>
internal static class ResizedSpec
{
    /// <summary>The spec with the first units of every group; ties that a cut dissolves are dissolved.</summary>
    public static NetworkSpec Of(PruningGraph graph, IReadOnlyList<int> widths)
    {
        int[][] kept = [.. widths.Select(w => Enumerable.Range(0, w).ToArray())];
        var ties = graph.Layers.Where(l => l.TieOwner is not null && !graph.KeepsTies).Select(l => l.Path);
        return CutSet.Of(graph, kept, ties).Resize(graph.Network, graph.Network.Spec.Name);
    }

    /// <summary>The same, resolved.</summary>
    public static ResolvedNetwork Resolve(PruningGraph graph, IReadOnlyList<int> widths) => SpecAnalysis.Resolve(Of(graph, widths));
}
