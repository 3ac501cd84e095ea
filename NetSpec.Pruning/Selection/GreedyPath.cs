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
    /// Units that are split into runs are taken in rounds, one of each run, so that every whole number of rounds keeps equally many.
    /// </summary>
    public static GreedyPath Run(IReadOnlyList<GreedyView> views, Rounds rounds, int width, double alpha)
    {
        // Without any variance everything is explained by nothing.
        views = [.. views.Where(v => v.Total > 0)];
        var path = new GreedyPath([], [], false);
        while (path.Order.Count < width && !(rounds.IsComplete && path.Scores.Count > 0 && path.Scores[^1] >= alpha))
        {
            var best = Best(views, rounds);
            if (best is null && rounds.IsComplete) return path with { ReachedRank = true };
            // A run without a living unit gives a dead one as long as others have living ones.
            var unit = best ?? rounds.LowestOpen();
            path.Add(views, unit);
            rounds.Take(unit);
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

    private static int? Best(IReadOnlyList<GreedyView> views, Rounds rounds)
    {
        int? best = null;
        var bestGain = double.NegativeInfinity;
        for (var unit = 0; unit < rounds.Units; unit++)
        {
            if (!rounds.IsOpen(unit)) continue;
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
