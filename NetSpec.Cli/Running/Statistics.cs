namespace NetSpec.Cli.Running;

/// <summary>Mean and standard deviation over repeats.</summary>
internal static class Statistics
{
    /// <summary>The mean; null where a value is missing.</summary>
    public static double? Mean(IReadOnlyList<double?> values) => values.Count == 0 || values.Any(v => v is null) ? null : values.Average();

    /// <summary>The standard deviation of the sample (n - 1); 0 for one repeat, null where a value is missing.</summary>
    public static double? Deviation(IReadOnlyList<double?> values)
    {
        if (Mean(values) is not { } mean) return null;
        return values.Count == 1 ? 0 : Math.Sqrt(values.Sum(v => (v!.Value - mean) * (v.Value - mean)) / (values.Count - 1));
    }
}
