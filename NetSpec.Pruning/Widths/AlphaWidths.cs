using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>
/// The fewest units of each group with C(J) of at least alpha, by the centred covariance: the mean alone would explain most of the other.
/// </summary>
internal sealed record AlphaWidths(double Share) : WidthChoice
{
    /// <inheritdoc/>
    internal override void Check(PruningGraph graph, PruneOptions options)
    {
        if (!(Share is > 0 and <= 1))
            throw new InputException(FormattableString.Invariant($"alpha lies above 0 and up to 1; found {Share}."));
    }

    /// <inheritdoc/>
    internal override WidthDecision Decide(WidthContext context)
    {
        var widths = new int[context.Graph.Groups.Length];
        for (var g = 0; g < widths.Length; g++)
        {
            var size = context.Graph.Groups[g].Size;
            var path = context.Selector.Path(g, size, centered: true);
            var first = path.Scores.FindIndex(s => s >= Share);
            // Round-off may leave the score of all independent units a little below 1.
            widths[g] = context.RoundUp(g, Math.Max(first < 0 ? path.Order.Count : first + 1, 1));
        }
        return new(widths);
    }
}
