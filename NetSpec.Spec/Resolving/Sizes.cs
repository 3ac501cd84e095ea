namespace NetSpec.Spec.Resolving;

/// <summary>Products and sums of sizes that stop at the greatest long instead of wrapping around; every limit then refuses them.</summary>
internal static class Sizes
{
    public static long Product(params long[] factors)
    {
        var product = 1L;
        foreach (var factor in factors)
        {
            if (factor == 0) return 0;
            product = product > long.MaxValue / factor ? long.MaxValue : product * factor;
        }
        return product;
    }

    public static long Sum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
