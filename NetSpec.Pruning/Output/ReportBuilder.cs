using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>Puts together what is known of groups and readers.</summary>
internal static class ReportBuilder
{
    /// <summary>The report, less what only the pruner knows.</summary>
    public static PruneReport Build(
        PruningGraph graph,
        PrunedNetwork pruned,
        List<GroupChoice> choices,
        IReadOnlyList<ReaderResult> readers,
        WidthDecision decision,
        PruneOptions options)
    {
        var after = SpecAnalysis.Resolve(pruned.Spec);
        var before = graph.Network;
        return new()
        {
            Name = pruned.Spec.Name,
            Parent = before.Spec.Name,
            Options = ReportOptions.Of(options),
            Samples = 0,
            HeldOutSamples = 0,
            Before = new(before.ParameterCount, before.Macs, [.. graph.Groups.Select(g => g.Size)]),
            After = new(after.ParameterCount, after.Macs, [.. choices.Select(c => c.Order.Length)]),
            Original = new(0, null),
            Expected = new(0, null),
            Groups = [.. choices.Select((c, g) => Group(graph, g, c, readers) with { Asked = decision.Widths[g] })],
            Refused = [.. graph.Refused.Select(g => new ReportRefusal(g.Name, g.Size, g.Refusal!))],
            Notes = [],
            RhoCurve = decision.RhoCurve,
            Seconds = new(0, 0, 0, 0),
        };
    }

    private static ReportGroup Group(PruningGraph graph, int index, GroupChoice choice, IReadOnlyList<ReaderResult> readers)
    {
        var group = graph.Groups[index];
        var paths = graph.ReadersOf(index).Select(r => r.Reader.Key).ToHashSet(StringComparer.Ordinal);
        var results = readers.Where(r => paths.Contains(r.Layer));
        ImmutableArray<ReportReader> own = [.. results.Select(r => new ReportReader(r.Layer, r.Method, r.Ridge, r.HeldOutError, r.Note))];
        return new(
            group.Name,
            group.Producers.Items,
            group.Size,
            choice.Order.Length,
            choice.Kept,
            choice.Order,
            choice.Scores,
            choice.Scores[^1],
            choice.Rank,
            own.IsEmpty ? 0 : own.Average(r => r.HeldOutError),
            own,
            choice.Notes);
    }
}
