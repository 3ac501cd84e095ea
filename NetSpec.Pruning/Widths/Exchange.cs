namespace NetSpec.Pruning;

/// <summary>Widens one group and narrows another, as long as that lowers the loss within the limit.</summary>
internal static class Exchange
{
    /// <summary>Improves widths.</summary>
    public static int[] Improve(CostModel cost, double[][] curves, int[][] allowed, double limit, int[] widths)
    {
        var at = widths.Select((w, g) => Array.IndexOf(allowed[g], w)).ToArray();
        while (Step(cost, curves, allowed, limit, at) is { } better) at = better;
        return Widths(allowed, at);
    }

    private static int[] Widths(int[][] allowed, int[] at) => [.. at.Select((a, g) => allowed[g][a])];

    private static int[]? Step(CostModel cost, double[][] curves, int[][] allowed, double limit, int[] at)
    {
        int[]? best = null;
        var bestLoss = BudgetSearch.Loss(curves, Widths(allowed, at));
        foreach (var next in Neighbours(allowed, at))
        {
            var widths = Widths(allowed, next);
            if (cost.At(widths) > limit) continue;
            var loss = BudgetSearch.Loss(curves, widths);
            if (loss < bestLoss) (best, bestLoss) = (next, loss);
        }
        return best;
    }

    private static IEnumerable<int[]> Neighbours(int[][] allowed, int[] at)
    {
        for (var up = 0; up < at.Length; up++)
        {
            if (at[up] + 1 == allowed[up].Length) continue;
            var wider = (int[])at.Clone();
            wider[up]++;
            yield return wider;
            for (var down = 0; down < at.Length; down++)
            {
                for (var less = 1; down != up && less <= Math.Min(at[down], 8); less++)
                {
                    var narrower = (int[])wider.Clone();
                    narrower[down] -= less;
                    yield return narrower;
                }
            }
        }
    }
}
