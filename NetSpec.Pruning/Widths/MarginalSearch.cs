namespace NetSpec.Pruning;

/// <summary>For groups that multiply each other other than in a chain: from the smallest widths, the widening that saves most loss for its cost, again and again.</summary>
internal static class MarginalSearch
{
    /// <summary>Finds widths. The smallest ones must fit.</summary>
    public static int[] Solve(CostModel cost, double[][] curves, int[][] allowed, double limit)
    {
        var at = new int[allowed.Length];
        int[] Widths() => [.. at.Select((a, g) => allowed[g][a])];
        while (true)
        {
            var spent = cost.At(Widths());
            (int Group, int Index)? best = null;
            var bestGain = 0.0;
            for (var g = 0; g < at.Length; g++)
            {
                var here = (Index: at[g], Loss: curves[g][allowed[g][at[g]]]);
                // Curves are not convex: a step that saves nothing may stand before one that saves much.
                for (var next = at[g] + 1; next < allowed[g].Length; next++)
                {
                    at[g] = next;
                    var price = cost.At(Widths()) - spent;
                    at[g] = here.Index;
                    if (spent + price > limit) break;
                    var gain = (here.Loss - curves[g][allowed[g][next]]) / Math.Max(price, 1e-9);
                    if (gain > bestGain) (best, bestGain) = ((g, next), gain);
                }
            }
            if (best is not { } step) return Widths();
            at[step.Group] = step.Index;
        }
    }
}
