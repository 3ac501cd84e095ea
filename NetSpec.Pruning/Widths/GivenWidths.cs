using System.Collections.Immutable;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>One number per free group, in spec order.</summary>
internal sealed record GivenWidths(EquatableArray<int> Widths) : WidthChoice
{
    public GivenWidths(ImmutableArray<int> widths)
        : this(new EquatableArray<int>(widths))
    {
    }

    /// <inheritdoc/>
    internal override void Check(PruningGraph graph, PruneOptions options)
    {
        var groups = string.Join(", ", graph.Groups.Select(g => $"{g.Name} ({g.Size})"));
        if (Widths.Count != graph.Groups.Length)
        {
            var others = string.Join(", ", graph.Refused.Select(g => $"{g.Name} ({g.Refusal})"));
            throw new InputException(
                $"{graph.Network.Spec.Name} takes {graph.Groups.Length} widths, one for each of {groups}; found {Widths.Count}. What is not free: {others}.");
        }
        for (var g = 0; g < Widths.Count; g++)
        {
            if (Widths[g] < 1 || Widths[g] > graph.Groups[g].Size)
                throw new InputException($"The width of '{graph.Groups[g].Name}' lies between 1 and {graph.Groups[g].Size}; found {Widths[g]}.");
            CheckRuns(graph.Groups[g], Widths[g]);
        }
    }

    private static void CheckRuns(UnitGroup group, int width)
    {
        if (width % group.Runs == 0) return;
        var why = $"{string.Join(" and ", group.SplitBy.Select(path => $"'{path}'"))} works on them in {group.Runs} groups";
        throw new InputException(width < group.Runs
            ? $"The width {width} of '{group.Name}' keeps fewer units than groups: {why}, and each keeps one at least."
            : $"The width {width} of '{group.Name}' is no multiple of {group.Runs}: {why}, and each keeps as many as the others.");
    }

    /// <inheritdoc/>
    internal override WidthDecision Decide(WidthContext context) => new([.. Widths]);
}
