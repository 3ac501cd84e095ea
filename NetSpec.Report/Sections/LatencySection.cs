namespace NetSpec.Report;

internal static class LatencySection
{
    public static Section? Of(RunFolder run) => null;

    public static (double Before, double After)? Single(RunFolder run)
    {
        if (run is not { Latency: { } latency, Report: { } report }) return null;
        double? Of(string network) => latency.Results.FirstOrDefault(r => r.Network == network && r.Work == "single")?.MedianNs;
        return Of(report.Parent) is { } before && Of(report.Name) is { } after ? (before, after) : null;
    }
}
