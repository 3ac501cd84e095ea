using NetSpec.Report.VegaLite;

namespace NetSpec.Report;

/// <summary>Accuracy against multiply-accumulates, for the run's own way and every baseline.</summary>
internal static class TradeOffSection
{
    public static Section? Of(RunFolder run)
    {
        if (run.Summary?.Find(Names.Original) is not { Quality: { } quality, Macs: { } macs } original) return null;
        var ways = Names.Ways(run).Where(w => w.Stages.Any(s => s.Quality is not null)).ToList();
        if (ways.Count == 0) return null;
        var what = original.TestAccuracy is null ? "R² on test samples" : "accuracy on test samples";
        var (rows, lent) = (Rows(ways), Rows(run.Others.SelectMany(other => Names.Ways(run, other))).Where(r => ways.Exists(w => w.Name == r.Name)).ToList());
        var start = new Row(Names.Original, macs, quality, "trained");
        return new("trade-off", "Accuracy against multiply-accumulates", lent.Count == 0 ? "Every way of choosing units, at the same widths." : $"Every way of choosing units, at the widths of {1 + run.Others.Count} runs.")
        {
            Figures = [Against(start, rows, lent, [.. ways.Select(w => w.Name)], what), ByWay(start, rows, [.. ways.Select(w => w.Name)], what)],
        };
    }

    private static List<Row> Rows(IEnumerable<(string Name, IReadOnlyList<SummaryStage> Stages)> ways) =>
    [
        .. from way in ways
           from stage in way.Stages
           where stage.Quality is not null
           select new Row(way.Name, stage.Macs ?? 0, stage.Quality!.Value, stage.Stage == "pruned" ? "pruned" : "fine-tuned"),
    ];

    private static Figure Against(Row original, List<Row> rows, List<Row> lent, IReadOnlyList<string> ways, string what)
    {
        IReadOnlyList<string> names = [Names.Original, .. ways];
        var x = Channel.Number("macs", "multiply-accumulates of one sample") with { Scale = new() { Zero = true }, Axis = new() { Format = "~s", Grid = false, TickCount = 5 } };
        var y = Channel.Number("value", what) with { Scale = new() { Zero = false }, Axis = new() { TickCount = 6 } };
        var places = new Encoding { X = x, Y = y, Tooltip = Tooltip(what) };
        List<Row> all = [.. rows, .. lent];
        // Of one run, what fine-tuning gave; of several, what pruning alone leaves at each size.
        var lines = lent.Count == 0 ? rows : [.. ways.SelectMany(way => all.Where(r => r.Name == way && r.Filled == 0).OrderBy(r => r.Macs).Append(original with { Name = way }))];
        var chart = new Chart
        {
            Data = new([original, .. all]),
            Layer =
            [
                new(new("line") { StrokeWidth = 1.3, Opacity = 0.7 }, SeriesStyle.Lines(places with { Tooltip = null }, "name", names)) { Data = new([.. lines]) },
                new(new("point") { Size = 85, Opacity = 1 }, Open(SeriesStyle.Points(places, "name", names))),
            ],
        };
        return new("accuracy-macs", "Accuracy against multiply-accumulates", $"Up and left is better. Open marks are just pruned, filled ones are trained; a line joins {(lent.Count == 0 ? "the two of one way" : "what one way leaves, just pruned, with the original")}.", chart) { Legend = SeriesStyle.Legend(names) };
    }

    private static Figure ByWay(Row original, List<Row> rows, IReadOnlyList<string> ways, string what)
    {
        var x = Channel.Number("value", what) with { Scale = new() { Zero = false, Nice = true }, Axis = new() { TickCount = 6 } };
        var y = Channel.Name("name", "") with { Sort = ways, Axis = new() { Grid = false, Domain = false, Ticks = false, LabelLimit = 150 } };
        var joined = rows.GroupBy(r => r.Name).Select(g => (object)new { name = g.Key, from = g.Min(r => r.Value), to = g.Max(r => r.Value) }).ToList();
        IReadOnlyList<string> names = [Names.Original, .. ways];
        var chart = new Chart
        {
            Data = new([.. rows]),
            Height = 60 + (38 * ways.Count),
            Layer =
            [
                new(new("rule") { StrokeDash = [4, 3], StrokeWidth = 1.3 }, new() { X = Channel.Number("value") }) { Data = new([original]) },
                new(new("rule") { StrokeWidth = 2, Opacity = 0.55 }, SeriesStyle.Lines(new() { Y = y, X = x with { Field = "from" }, X2 = new() { Field = "to" } }, "name", names) with { StrokeDash = null }) { Data = new(joined) },
                new(new("point") { Size = 85, Opacity = 1 }, Open(SeriesStyle.Points(new() { X = x, Y = y, Tooltip = Tooltip(what) }, "name", names))),
            ],
        };
        return new("accuracy-ways", "Accuracy by way of pruning", "From open to filled mark: what fine-tuning gave back. The dashed line is the original; the closer an open mark is to it, the less was lost by pruning itself.", chart)
        {
            Table = Tables.Of(["way", "pruned", "fine-tuned"], ways.Select(w => (IReadOnlyList<string>)[w, Figures.Number(Of(rows, w, "pruned")), Figures.Number(Of(rows, w, "fine-tuned"))])),
        };
    }

    private static double? Of(List<Row> rows, string name, string state) => rows.Find(r => r.Name == name && r.State == state)?.Value;

    // Open where it is just pruned.
    private static Encoding Open(Encoding encoding) => encoding with
    {
        Fill = encoding.Color,
        FillOpacity = Channel.Number("filled") with { Scale = new() { Domain = new[] { 0, 1 }, Range = new object[] { 0, 1 } } },
    };

    private static IReadOnlyList<Channel> Tooltip(string what) =>
        [Channel.Name("name", "way"), Channel.Name("state"), Channel.Number("value", what) with { Format = ".4f" }, Channel.Number("macs", "multiply-accumulates") with { Format = "," }];

    private sealed record Row(string Name, double Macs, double Value, string State)
    {
        public int Filled => State == "pruned" ? 0 : 1;
    }
}
