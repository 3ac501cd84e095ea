namespace NetSpec.Pruning;

/// <summary>Units in order of choice, chosen for all readers together.</summary>
/// <param name="Order">The units.</param>
/// <param name="Scores">C(J) after each.</param>
/// <param name="ReachedRank">Whether no living unit was left.</param>
internal sealed record GreedyPath(List<int> Order, List<double> Scores, bool ReachedRank)
{
    /// <summary>
    /// Takes the unit with the largest gain, summed over the readers after each was divided by its tr(Q S), until
    /// <paramref name="width"/> units are chosen, C reaches <paramref name="alpha"/>, or every unit is dead. Ties go to the lowest index.
    /// </summary>
    public static GreedyPath Run(IReadOnlyList<GreedyView> views, int units, int width, double alpha)
    {
        // Without any variance everything is explained by nothing.
        views = [.. views.Where(v => v.Total > 0)];
        var path = new GreedyPath([], [], false);
        while (path.Order.Count < width && !(path.Scores.Count > 0 && path.Scores[^1] >= alpha))
        {
            if (Best(views, units) is not { } best) return path with { ReachedRank = true };
            path.Add(views, best);
        }
        return path;
    }

    /// <summary>Takes given units in their order, for the scores along it.</summary>
    public static GreedyPath Follow(IReadOnlyList<GreedyView> views, IEnumerable<int> order)
    {
        views = [.. views.Where(v => v.Total > 0)];
        var path = new GreedyPath([], [], false);
        foreach (var unit in order) path.Add(views, unit);
        return path;
    }

    private void Add(IReadOnlyList<GreedyView> views, int unit)
    {
        foreach (var view in views) view.Remove(unit);
        Order.Add(unit);
        Scores.Add(views.Count == 0 ? 1 : 1 - views.Average(v => v.Residual / v.Total));
    }

    private static int? Best(IReadOnlyList<GreedyView> views, int units)
    {
        int? best = null;
        var bestGain = double.NegativeInfinity;
        for (var unit = 0; unit < units; unit++)
        {
            var (gain, alive) = (0.0, false);
            foreach (var view in views)
            {
                if (!view.IsAlive(unit)) continue;
                alive = true;
                gain += view.Gain(unit) / view.Total;
            }
            if (alive && gain > bestGain) (best, bestGain) = (unit, gain);
        }
        return best;
    }
}
