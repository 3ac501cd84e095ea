namespace NetSpec.Pruning;

/// <summary>Widths with the least loss within a cost.</summary>
internal static class BudgetSearch
{
    /// <summary>Finds widths; null where even the smallest cost too much.</summary>
    /// <param name="cost">The cost of widths.</param>
    /// <param name="curves">For each group the added loss by width.</param>
    /// <param name="allowed">For each group the widths it may get, ascending.</param>
    /// <param name="limit">The most that may be spent.</param>
    public static int[]? Solve(CostModel cost, double[][] curves, int[][] allowed, double limit)
    {
        int[] smallest = [.. allowed.Select(a => a[0])];
        if (cost.At(smallest) > limit) return null;
        var start = cost.IsChain ? ChainSearch.Solve(cost, curves, allowed, limit) ?? smallest : MarginalSearch.Solve(cost, curves, allowed, limit);
        return Exchange.Improve(cost, curves, allowed, limit, start);
    }

    /// <summary>The predicted added loss.</summary>
    public static double Loss(double[][] curves, IReadOnlyList<int> widths) => widths.Select((w, g) => curves[g][w]).Sum();
}
