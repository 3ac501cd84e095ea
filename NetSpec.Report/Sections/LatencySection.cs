using NetSpec.Report.VegaLite;

namespace NetSpec.Report;

/// <summary>Measured times before and after.</summary>
internal static class LatencySection
{
    public static Section? Of(RunFolder run)
    {
        if (run.Latency is not { Results.Count: > 0 } latency) return null;
        var where = latency.Device is { } device ? $"{device}, copies to it and back included" : $"{latency.Processor}, {latency.Isa}, one thread";
        return new("latency", "Time", $"Measured at the end of the run on {where}: the median of 51 rounds of about 2 ms each, after a warm-up. Thin lines go from the shortest round to the one that nine of ten stay below.")
        {
            Figures = [.. latency.Results.GroupBy(r => (r.Work, r.Batch)).Select((work, i) => Draw(run, work.Key.Batch, [.. work], i))],
        };
    }

    /// <summary>Nanoseconds of one sample before and after; null where they were not measured.</summary>
    public static (double Before, double After)? Single(RunFolder run)
    {
        if (run is not { Latency: { } latency, Report: { } report }) return null;
        double? Of(string network) => latency.Results.FirstOrDefault(r => r.Network == network && r.Work == "single")?.MedianNs;
        return Of(report.Parent) is { } before && Of(report.Name) is { } after ? (before, after) : null;
    }

    private static Figure Draw(RunFolder run, int batch, IReadOnlyList<LatencyResult> results, int number)
    {
        var names = results.Select(r => r.Network).Distinct().Take(SeriesStyle.Most).ToList();
        var (unit, factor) = Unit(results.Max(r => r.MedianNs));
        var rows = results.Select(r => new { name = r.Network, time = r.MedianNs / factor, low = r.MinNs / factor, high = r.P90Ns / factor, text = Figures.Time(r.MedianNs) }).ToList<object>();
        var y = Channel.Name("name", "") with { Sort = names, Axis = new() { Grid = false, Domain = false, Ticks = false, LabelLimit = 150 } };
        var x = Channel.Number("time", unit) with { Scale = new() { Zero = true }, Axis = new() { TickCount = 5 } };
        var chart = new Chart
        {
            Data = new(rows),
            Height = 46 + (44 * names.Count),
            Layer =
            [
                new(new("bar") { CornerRadiusEnd = 3, Height = 20 }, new() { X = x, Y = y, Color = Channel.Name("name") with { Scale = new() { Domain = names, Range = names.Select((_, i) => SeriesStyle.Color(i)).ToList() } } }),
                new(new("rule") { StrokeWidth = 1.4 }, new() { X = x with { Field = "low" }, X2 = new() { Field = "high" }, Y = y }),
                new(new("text") { Align = "left", Dx = 8, Dy = -16, FontSize = 12 }, new() { X = new() { Datum = 0, Type = "quantitative" }, Y = y, Text = new() { Field = "text" } }),
            ],
        };
        var title = batch == 1 ? "One sample" : $"A batch of {batch} samples";
        var ratio = names.Count == 2 ? results[0].MedianNs / results.First(r => r.Network != results[0].Network).MedianNs : 0;
        var reading = "Shorter is better." + (ratio > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" After pruning {ratio:0.0} times faster.") : "")
            + (run.Report is { } report && report.After.Macs > 0 && ratio > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" The multiply-accumulates fell by a factor of {(double)report.Before.Macs / report.After.Macs:0.0}.") : "");
        return new($"latency-{number + 1}", title, reading, chart)
        {
            Table = Tables.Of(["network", "median", "shortest", "9 of 10 below"], results.Select(r => (IReadOnlyList<string>)[r.Network, Figures.Time(r.MedianNs), Figures.Time(r.MinNs), Figures.Time(r.P90Ns)])),
        };
    }

    private static (string Name, double Factor) Unit(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => ("nanoseconds", 1),
        < 1e6 => ("microseconds", 1e3),
        < 1e9 => ("milliseconds", 1e6),
        _ => ("seconds", 1e9),
    };
}
