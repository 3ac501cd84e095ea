namespace NetSpec.Report;

/// <summary>The top of the page: what it is about, in a sentence and a few figures.</summary>
internal static class Overview
{
    public static Html Header(RunFolder run) => Html.Of($"""
        <header>
        <p class="eyebrow">NetSpec report</p>
        <h1>{run.Name}{(run.Report is null ? "" : ", before and after pruning")}</h1>
        {(Lead(run) is { } lead ? Html.Of($"<p class=\"lead\">{lead}</p>") : Html.Empty)}
        </header>
        {(Tiles(run) is { Count: > 0 } tiles ? Html.Of($"<dl class=\"tiles\">{tiles}</dl>") : Html.Empty)}
        """);

    private static string? Lead(RunFolder run)
    {
        if (run.Report is not { } report) return null;
        var widths = $"{Figures.Widths(report.Before.Widths)} units became {Figures.Widths(report.After.Widths)}";
        return $"{widths}: {Figures.Percent(1 - ((double)report.After.Parameters / Math.Max(1, report.Before.Parameters)))} of the parameters and "
            + $"{Figures.Percent(1 - ((double)report.After.Macs / Math.Max(1, report.Before.Macs)))} of the multiply-accumulates are gone. "
            + $"Pruned by: {Names.Main(run)}{(run.Summary is { Repeats: > 1 } summary ? $"; accuracies are means of {summary.Repeats} repeats" : "")}.";
    }

    private static List<Html> Tiles(RunFolder run)
    {
        var tiles = new List<Html>();
        if (run.Report is { } report)
        {
            tiles.Add(Tile("Parameters", Figures.Short(report.Before.Parameters), Figures.Short(report.After.Parameters), Times(report.Before.Parameters, report.After.Parameters)));
            tiles.Add(Tile("Multiply-accumulates", Figures.Short(report.Before.Macs), Figures.Short(report.After.Macs), Times(report.Before.Macs, report.After.Macs)));
        }
        else if (run.Before is { } network)
        {
            tiles.Add(Tile("Parameters", null, Figures.Short(network.ParameterCount), "all trained"));
            tiles.Add(Tile("Multiply-accumulates", null, Figures.Short(network.Macs), "of one sample"));
        }
        if (run.Summary is { } summary && summary.Find("original") is { Quality: { } was } original)
        {
            var what = original.TestAccuracy is null ? "R² on test samples" : "Test accuracy";
            var end = summary.Stages[^1];
            tiles.Add(end == original || end.Quality is null
                ? Tile(what, null, Figures.Number(was), "after training")
                : Tile(what, Figures.Number(was), Figures.Number(end.Quality), end.Stage == "finetuned" ? $"after fine-tuning; {Figures.Number(summary.Find("pruned")?.Quality)} before it" : "without fine-tuning"));
        }
        if (LatencySection.Single(run) is var (before, after))
            tiles.Add(Tile("Time of one sample", Figures.Time(before), Figures.Time(after), $"{Times(before, after)}, measured"));
        return tiles;
    }

    private static Html Tile(string name, string? before, string after, string note) => Html.Of(
        $"<div class=\"tile\"><dt>{name}</dt><dd>{(before is null ? Html.Empty : Html.Of($"<span class=\"was\">{before} → </span>"))}{after}<small>{note}</small></dd></div>");

    private static string Times(double before, double after) => after > 0 && before > after
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{before / after:0.0} times {(before / after < 1.05 ? "as much" : "less")}")
        : "no less";
}
