namespace NetSpec.Pruning;

/// <summary>Exchanges one kept unit against one dropped unit, the best pair first, until no pair helps.</summary>
internal static class Swaps
{
    // A swap must be worth more than round-off, or two equal sets would be exchanged for ever.
    private const double LeastChange = 1e-9;

    // Multiply-adds for all swaps of one group: some seconds on one core. A group of 4,000 units gets none.
    private const double WorkLimit = 4e10;

    /// <summary>Improves a choice; a new unit takes the place of the old one in the order, and is of the same run.</summary>
    /// <returns>How many swaps were made, and whether the work limit stopped it early.</returns>
    public static (int Made, bool Limited) Improve(IReadOnlyList<ReaderView> views, int[] order, int runs = 1)
    {
        views = [.. views.Where(v => v.Product.Trace > 0)];
        if (views.Count == 0 || order.Length == 0 || order.Length == views[0].Units) return (0, false);
        var work = views.Count * ((4.0 * views[0].Units * order.Length * order.Length) + Math.Pow(order.Length, 3));
        var limit = Math.Min(WorkLimit / work, 4.0 * order.Length);
        var share = Share(views, order);
        for (var made = 0; made + 1 <= limit; made++)
        {
            // No swap is worth more than what is left unexplained.
            if (!(1 - share > LeastChange) || Best(views, order, views[0].Units / runs) is not { } best) return (made, false);
            var old = order[best.Position];
            order[best.Position] = best.Unit;
            var better = Share(views, order);
            // Changes come from differences; of units that nearly depend on each other those are round-off, which only a new sum shows.
            if (!(better > share))
            {
                order[best.Position] = old;
                return (made, false);
            }
            share = better;
        }
        return ((int)limit, true);
    }

    // C of a choice from scratch; NaN where its units depend on each other.
    private static double Share(IReadOnlyList<ReaderView> views, int[] order) =>
        views.Average(v => Explained.Share(v.Covariance, v.Product, v.Ridge, order) ?? double.NaN);

    private static (int Position, int Unit)? Best(IReadOnlyList<ReaderView> views, int[] order, int run)
    {
        var swaps = new List<SwapView>();
        foreach (var view in views)
        {
            if (SwapView.Of(view, order) is not { } swap) return null;
            swaps.Add(swap);
        }
        var kept = order.ToHashSet();
        (int, int)? best = null;
        var bestChange = LeastChange;
        for (var unit = 0; unit < views[0].Units; unit++)
        {
            if (kept.Contains(unit)) continue;
            for (var position = 0; position < order.Length; position++)
            {
                if (order[position] / run != unit / run) continue;
                var change = 0.0;
                foreach (var swap in swaps) change += swap.Change(position, unit) / swaps.Count;
                if (change > bestChange) (best, bestChange) = ((position, unit), change);
            }
        }
        return best;
    }
}
