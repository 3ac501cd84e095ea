namespace NetSpec.Pruning;

/// <summary>
/// Dynamic programming along a chain: the state is a group's width and what has been spent so far. Spending is kept exactly within
/// each of 1,024 bins, so a budget is never exceeded; with a budget below the number of bins the result is the best there is.
/// </summary>
internal static class ChainSearch
{
    private const int Bins = 1024;

    // Beyond this many widths of a group, evenly spread ones are tried; the exchange that follows fills in between.
    private const int MostWidths = 96;

    private readonly record struct Entry(double Loss, double Spent, int Width, int Bin);

    /// <summary>Finds widths; null where none of the tried ones fits.</summary>
    public static int[]? Solve(CostModel cost, double[][] curves, int[][] allowed, double limit)
    {
        var budget = limit - cost.Constant;
        int[][] widths = [.. allowed.Select(Spread)];
        var tables = new List<Entry?[,]>();
        for (var g = 0; g < widths.Length; g++)
        {
            var table = new Entry?[widths[g].Length, Bins];
            for (var w = 0; w < widths[g].Length; w++)
            {
                var (own, loss) = (cost.Own(g, widths[g][w]), curves[g][widths[g][w]]);
                if (g == 0)
                {
                    Offer(table, w, new Entry(loss, own, -1, -1), budget);
                    continue;
                }
                for (var before = 0; before < widths[g - 1].Length; before++)
                {
                    var step = own + (cost.Quadratic(g - 1, g) * widths[g - 1][before] * widths[g][w]);
                    for (var bin = 0; bin < Bins; bin++)
                    {
                        if (tables[g - 1][before, bin] is { } entry)
                            Offer(table, w, new Entry(entry.Loss + loss, entry.Spent + step, before, bin), budget);
                    }
                }
            }
            tables.Add(table);
        }
        return Trace(tables, widths);
    }

    private static int[] Spread(int[] allowed)
    {
        if (allowed.Length <= MostWidths) return allowed;
        return [.. Enumerable.Range(0, MostWidths).Select(i => allowed[(int)((long)i * (allowed.Length - 1) / (MostWidths - 1))]).Distinct()];
    }

    private static void Offer(Entry?[,] table, int width, Entry entry, double budget)
    {
        if (entry.Spent > budget) return;
        var bin = budget <= 0 ? 0 : Math.Min((int)(entry.Spent / budget * Bins), Bins - 1);
        if (table[width, bin] is not { } known || entry.Loss < known.Loss || (entry.Loss == known.Loss && entry.Spent < known.Spent)) table[width, bin] = entry;
    }

    private static int[]? Trace(List<Entry?[,]> tables, int[][] widths)
    {
        (int Width, int Bin)? best = null;
        Entry? bestEntry = null;
        for (var w = 0; w < widths[^1].Length; w++)
        {
            for (var bin = 0; bin < Bins; bin++)
            {
                if (tables[^1][w, bin] is not { } entry) continue;
                if (bestEntry is { } known && (entry.Loss > known.Loss || (entry.Loss == known.Loss && entry.Spent >= known.Spent))) continue;
                (best, bestEntry) = ((w, bin), entry);
            }
        }
        if (best is not { } end) return null;
        var result = new int[widths.Length];
        var (width, at) = end;
        for (var g = widths.Length - 1; g >= 0; g--)
        {
            result[g] = widths[g][width];
            var entry = tables[g][width, at]!.Value;
            (width, at) = (entry.Width, entry.Bin);
        }
        return result;
    }
}
