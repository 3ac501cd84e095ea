namespace NetSpec.Report;

/// <summary>What series are called.</summary>
internal static class Names
{
    /// <summary>The network before pruning.</summary>
    public const string Original = "original";

    /// <summary>The way that the run's own pruning chose and reconstructed.</summary>
    public static string Main(RunFolder run) => run.Report is { } report
        ? $"{report.Options.Criterion.ToString().ToLowerInvariant()}, {(report.Options.Reconstruct == Pruning.Reconstruction.None ? "subset" : report.Options.Reconstruct.ToString().ToLowerInvariant())}"
        : "pruned";

    /// <summary>A baseline as people read it.</summary>
    public static string Baseline(string criterion) => criterion.Replace('_', ' ');

    /// <summary>The run's own way, then its baselines, as many as a chart holds beside the original.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<SummaryStage> Stages)> Ways(RunFolder run) => run.Summary is { } summary ? Ways(run, summary) : [];

    /// <summary>The same of a run that is compared with it.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<SummaryStage> Stages)> Ways(RunFolder run, RunSummary summary)
    {
        if (summary.Stages.Count < 2) return [];
        IReadOnlyList<SummaryStage> own = [.. summary.Stages.Where(s => s.Stage != Original)];
        return [.. new[] { (Main(run), own) }.Concat((summary.Baselines ?? []).Select(b => (Baseline(b.Criterion), b.Stages))).DistinctBy(w => w.Item1).Take(VegaLite.SeriesStyle.Most - 1)];
    }

    /// <summary>Items in parts that one chart holds each, with a heading that says which.</summary>
    public static IEnumerable<(string Heading, IReadOnlyList<T> Items)> Parts<T>(IReadOnlyList<T> items, int most, string what)
    {
        for (var start = 0; start < items.Count; start += most)
        {
            var part = items.Skip(start).Take(most).ToList();
            yield return (items.Count <= most ? "" : FormattableString.Invariant($", {what} {start + 1} to {start + part.Count} of {items.Count}"), part);
        }
    }
}
