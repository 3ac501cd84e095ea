namespace NetSpec.Pruning;

/// <summary>
/// Gives one group any other width and a second one the widest that then fits, the best pair first, as long as that lowers the loss.
/// Costs rise with widths and losses fall, so the widest that fits is the best for the second.
/// </summary>
internal static class Exchange
{
    /// <summary>Improves widths.</summary>
    public static int[] Improve(CostModel cost, double[][] curves, int[][] allowed, double limit, int[] widths)
    {
        while (Step(cost, curves, allowed, limit, widths) is { } better) widths = better;
        return widths;
    }

    private static int[]? Step(CostModel cost, double[][] curves, int[][] allowed, double limit, int[] widths)
    {
        int[]? best = null;
        var bestLoss = BudgetSearch.Loss(curves, widths);
        for (var first = 0; first < widths.Length; first++)
        {
            foreach (var width in allowed[first])
            {
                var changed = (int[])widths.Clone();
                changed[first] = width;
                for (var second = 0; second < widths.Length; second++)
                {
                    var candidate = (int[])changed.Clone();
                    if (second != first && !Widen(cost, allowed[second], limit, candidate, second)) continue;
                    if (cost.At(candidate) > limit) continue;
                    var loss = BudgetSearch.Loss(curves, candidate);
                    if (loss < bestLoss) (best, bestLoss) = (candidate, loss);
                }
            }
        }
        return best;
    }

    private static bool Widen(CostModel cost, int[] allowed, double limit, int[] widths, int group)
    {
        var (low, high) = (-1, allowed.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            widths[group] = allowed[middle];
            if (cost.At(widths) <= limit) low = middle;
            else high = middle - 1;
        }
        if (low < 0) return false;
        widths[group] = allowed[low];
        return true;
    }
}
