namespace NetSpec.Benchmarks.Peers;

/// <summary>Order statistics of a few values.</summary>
/// <param name="Low">A quarter lies below.</param>
/// <param name="Median">Half lies below.</param>
/// <param name="High">A quarter lies above.</param>
/// <param name="Min">The least.</param>
internal readonly record struct Quantiles(double Low, double Median, double High, double Min)
{
    /// <summary>All of them by a factor.</summary>
    public Quantiles Times(double factor) => new(Low * factor, Median * factor, High * factor, Min * factor);

    public static Quantiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(sorted[sorted.Length / 4], sorted[sorted.Length / 2], sorted[3 * sorted.Length / 4], sorted[0]);
    }
}
