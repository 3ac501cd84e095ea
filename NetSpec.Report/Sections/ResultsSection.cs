namespace NetSpec.Report;

/// <summary>The table of sizes and accuracies.</summary>
internal static class ResultsSection
{
    public static Section? Of(RunFolder run)
    {
        if (run.Summary is not { } summary) return null;
        var isOfClasses = summary.Stages.Any(s => s.TestAccuracy is not null);
        var rows = new List<(string Name, SummaryStage Stage, string Class)> { ("original", summary.Stages[0], "rule") };
        foreach (var (way, stages) in Names.Ways(run))
        {
            var isMain = way == Names.Main(run);
            rows.AddRange(stages.Select((s, i) => ($"{way}{(s.Stage == "pruned" ? "" : ", fine-tuned")}", s, $"{(isMain ? "main" : "")} {(i == stages.Count - 1 ? "rule" : "")}".Trim())));
        }
        var table = Tables.Of(
            ["network", "widths", "parameters", "multiply-accumulates", isOfClasses ? "test accuracy" : "test R²", "test loss"],
            rows.Select(r => (IReadOnlyList<string>)
            [
                r.Name, Figures.Widths(r.Stage.Widths), Figures.Count(r.Stage.Parameters), Figures.Count(r.Stage.Macs), Figures.Spread(r.Stage.Quality, r.Stage.QualitySd), Figures.Spread(r.Stage.TestLoss, r.Stage.TestLossSd),
            ]),
            i => rows[i].Class);
        var repeats = summary.Repeats > 1 ? $"Means ± standard deviations of {summary.Repeats} repeats, each with another seed." : "One repeat, so that nothing is said of its spread.";
        return new("results", "Results", repeats + (rows.Count > 3 ? " Every baseline has the same widths and the same fine-tuning." : "")) { Body = Html.Of($"<div class=\"scroll\">{table}</div>") };
    }
}
