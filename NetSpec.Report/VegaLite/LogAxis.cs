namespace NetSpec.Report.VegaLite;

/// <summary>Logarithmic axes with lines at powers of ten alone, and few of them.</summary>
internal static class LogAxis
{
    private const int MostLines = 8;

    // Below two powers of ten, lines at 1, 2 and 5 times each.
    private const double Narrow = 100;

    // d3 writes 1e+4 and 1e+0.
    private const string Label = "datum.value === 1 ? '1' : datum.value === 10 ? '10' : replace(datum.label, 'e+', 'e')";

    /// <summary>A channel over positive values.</summary>
    /// <param name="channel">Its field and title.</param>
    /// <param name="values">All that will be drawn.</param>
    /// <param name="hasGrid">Whether there are lines.</param>
    public static Channel On(Channel channel, IEnumerable<double> values, bool hasGrid)
    {
        var all = values.Where(v => v > 0).DefaultIfEmpty(1).ToList();
        var (low, high) = ((int)Math.Floor(Math.Log10(all.Min())), (int)Math.Ceiling(Math.Log10(all.Max())));
        var step = Math.Max(1, (high - low + MostLines - 1) / MostLines);
        var powers = Enumerable.Range(low, high - low + 1).Where(p => p % step == 0).Select(p => Math.Pow(10, p));
        var isNarrow = all.Max() < Narrow * all.Min();
        return channel with
        {
            Scale = new() { Type = "log", Nice = false, Domain = new[] { all.Min(), Math.Max(all.Max(), all.Min() * 1.01) } },
            Axis = isNarrow
                ? new() { Format = "~g", Grid = hasGrid, Values = [.. powers.SelectMany(p => new[] { p, 2 * p, 5 * p })] }
                : new() { Format = "~e", LabelExpr = Label, Grid = hasGrid, Values = [.. powers] },
        };
    }
}
