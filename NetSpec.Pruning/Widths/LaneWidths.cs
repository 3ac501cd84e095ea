namespace NetSpec.Pruning;

/// <summary>Widths that vector lanes like: rows of units are padded to sixteen, so that those between cost nearly as much as the next multiple.</summary>
internal static class LaneWidths
{
    private const int Lanes = 16;

    // Groups narrower than this have too few multiples to choose from.
    private const int WideGroup = 4 * Lanes;

    /// <summary>Of a wide group the multiples of sixteen among the allowed widths, and the largest; else all.</summary>
    /// <param name="allowed">Ascending.</param>
    /// <param name="size">Units of the group.</param>
    public static int[] Preferred(int[] allowed, int size)
    {
        int[] multiples = [.. allowed.Where(w => w % Lanes == 0 || w == allowed[^1])];
        return size >= WideGroup && multiples.Length >= 3 ? multiples : allowed;
    }

    /// <summary>The next multiple of sixteen, or else of eight, that is allowed; the width itself where there is none.</summary>
    public static int RoundUp(int width, int[] allowed)
    {
        foreach (var lanes in new[] { Lanes, Lanes / 2 })
        {
            var next = (width + lanes - 1) / lanes * lanes;
            if (Array.BinarySearch(allowed, next) >= 0) return next;
        }
        return width;
    }

    /// <summary>A third of a group, in whole vectors where it has so many units, and in its runs.</summary>
    public static int Step(int size, int runs)
    {
        var third = Math.Max(size / 3, 1);
        var even = third - (third % runs);
        var whole = third / Lanes * Lanes;
        return whole > 0 && whole % runs == 0 ? whole : Math.Max(even, runs);
    }
}
