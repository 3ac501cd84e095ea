namespace NetSpec.Benchmarks.Peers;

/// <summary>Compares results before anything is timed.</summary>
internal static class Comparison
{
    /// <summary>Largest difference that is put down to the order of sums; in single precision, through twenty layers.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>Largest difference of two results, as a share of the largest value.</summary>
    public static double Error(ReadOnlySpan<float> mine, ReadOnlySpan<float> theirs)
    {
        if (mine.Length != theirs.Length) return double.PositiveInfinity;
        double largest = 0, difference = 0;
        for (var i = 0; i < mine.Length; i++)
        {
            if (!float.IsFinite(mine[i]) || !float.IsFinite(theirs[i])) return double.PositiveInfinity;
            largest = Math.Max(largest, Math.Abs(theirs[i]));
            difference = Math.Max(difference, Math.Abs((double)mine[i] - theirs[i]));
        }
        return largest == 0 ? difference : difference / largest;
    }
}
