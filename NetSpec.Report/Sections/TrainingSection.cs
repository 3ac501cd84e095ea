using NetSpec.Report.VegaLite;

namespace NetSpec.Report;

/// <summary>Curves of loss and accuracy over epochs, the fine-tuning of every way of pruning behind the training of the original.</summary>
internal static class TrainingSection
{
    private const double LogFromRatio = 10;

    private static readonly (string Id, string Title, Func<EpochRow, double?> Of, Func<SummaryStage, double?> Pruned, bool IsLoss)[] Measures =
    [
        ("loss", "Loss on training samples", e => e.TrainLoss, s => s.TrainLoss, true),
        ("accuracy", "Accuracy on training samples", e => e.TrainAccuracy, s => s.TrainAccuracy, false),
        ("validation-loss", "Loss on validation samples", e => e.ValidationLoss, _ => null, true),
        ("validation-accuracy", "Accuracy on validation samples", e => e.ValidationAccuracy, _ => null, false),
    ];

    public static Section? Of(RunFolder run)
    {
        if (run.Log.Count == 0) return null;
        List<Figure> figures = [.. Measures.Where(m => run.Log.Any(e => m.Of(e) is not null)).Select(m => Draw(run, m))];
        return figures.Count == 0 ? null : new("training", "Training", "Every epoch of the run. Fine-tuning starts where the original's training ends.") { Figures = figures };
    }

    private static Figure Draw(RunFolder run, (string Id, string Title, Func<EpochRow, double?> Of, Func<SummaryStage, double?> Pruned, bool IsLoss) measure)
    {
        var end = run.Log.Where(e => e.Network == Names.Original).Select(e => e.Epoch).DefaultIfEmpty(0).Max();
        var curves = new List<(string Name, List<CurvePoint> Points)> { (Names.Original, Points(run, Names.Original, Names.Original, 0, measure.Of)) };
        foreach (var (label, name, stages) in Finetuned(run))
        {
            var points = Points(run, label, name, end, measure.Of);
            // Pruned and not yet trained on: where fine-tuning starts from.
            if (points.Count > 0 && stages?.FirstOrDefault(s => s.Stage == "pruned") is { } pruned && measure.Pruned(pruned) is { } start && end > 0)
                points.Insert(0, new(name, end, start, start, start));
            curves.Add((name, points));
        }
        curves = [.. curves.Where(c => c.Points.Count > 0).Take(SeriesStyle.Most)];
        var rows = curves.SelectMany(c => c.Points).ToList();
        var isSpread = rows.Exists(r => r.High > r.Low);
        var isLog = measure.IsLoss && rows.TrueForAll(r => r.Low > 0) && rows.Max(r => r.High) > LogFromRatio * rows.Min(r => r.Low);
        var reading = $"{(measure.IsLoss ? "Lower" : "Higher")} is better{(isLog ? "; the scale is logarithmic" : "")}."
            + (curves.Count > 1 && end > 0 ? $" The grey line at epoch {Figures.Count(end)} is where units were pruned: each way starts there at what it left, measured before any fine-tuning." : "")
            + (isSpread ? " Bands are the standard deviation over the repeats." : "");
        return new(measure.Id, measure.Title, reading, ToChart(rows, [.. curves.Select(c => c.Name)], measure.IsLoss, isLog, isSpread, curves.Count > 1 ? end : 0))
        {
            Legend = SeriesStyle.Legend([.. curves.Select(c => c.Name)]),
            Table = Tables.Of(["epoch", .. curves.Select(c => c.Name)], rows.Select(r => r.Epoch).Distinct().Order().Select(epoch =>
                (IReadOnlyList<string>)[Figures.Count(epoch), .. curves.Select(c => Figures.Number(c.Points.FirstOrDefault(p => p.Epoch == epoch)?.Value))])),
        };
    }

    // The log's own names: "finetuned", and "<baseline> finetuned".
    private static IEnumerable<(string Label, string Name, IReadOnlyList<SummaryStage>? Stages)> Finetuned(RunFolder run)
    {
        const string ending = "finetuned";
        foreach (var label in run.Log.Select(e => e.Network).Distinct().Where(n => n.EndsWith(ending, StringComparison.Ordinal)))
        {
            var criterion = label[..^ending.Length].TrimEnd();
            yield return criterion.Length == 0
                ? (label, Names.Main(run), run.Summary?.Stages)
                : (label, Names.Baseline(criterion), run.Summary?.Baselines?.FirstOrDefault(b => b.Criterion == criterion)?.Stages);
        }
    }

    private static List<CurvePoint> Points(RunFolder run, string label, string name, int offset, Func<EpochRow, double?> of) =>
    [
        .. from row in run.Log
           where row.Network == label && of(row) is not null
           group of(row)!.Value by row.Epoch into values
           orderby values.Key
           let mean = values.Average()
           let spread = values.Count() < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count() - 1))
           select new CurvePoint(name, offset + values.Key, mean, mean - spread, mean + spread),
    ];

    private static Chart ToChart(List<CurvePoint> rows, IReadOnlyList<string> names, bool isLoss, bool isLog, bool isSpread, int pruned)
    {
        var y = Channel.Number("value", isLoss ? "loss" : "accuracy");
        y = isLog ? LogAxis.On(y, rows.SelectMany(r => new[] { r.Low, r.High }), hasGrid: true) : y with { Scale = new() { Zero = false }, Axis = new() { TickCount = 6 } };
        var x = Channel.Number("epoch", "epoch") with { Scale = new() { Nice = false, Zero = false }, Axis = new() { Grid = false, TickMinStep = 1, Format = "d" } };
        var layers = new List<Layer>();
        if (pruned > 0) layers.Add(new(new("rule") { StrokeWidth = 1, Opacity = 0.7 }, new() { X = Channel.Number("epoch") }) { Data = new([new { epoch = pruned }]) });
        var encoding = SeriesStyle.Lines(new() { X = x, Y = y }, "name", names);
        if (isSpread) layers.Add(new(new("area") { Opacity = 0.13 }, encoding with { Y = y with { Field = "low" }, Y2 = new() { Field = "high" }, StrokeDash = null }));
        layers.Add(new(new("line"), encoding));
        IReadOnlyList<Channel> tooltip = [Channel.Name("name", "network"), Channel.Number("epoch"), Channel.Number("value", y.Title) with { Format = ".4f" }];
        // Long curves have their shapes at a few places only.
        var marked = rows.GroupBy(r => r.Name).SelectMany(own => own.Where((_, i) => i % Math.Max(1, own.Count() / 12) == 0 || i == own.Count() - 1)).ToList<object>();
        layers.Add(new(new("point") { Filled = true, Size = 34 }, SeriesStyle.Points(new() { X = x, Y = y, Tooltip = tooltip }, "name", names)) { Data = new(marked) });
        return new() { Data = new([.. rows]), Layer = layers };
    }

    private sealed record CurvePoint(string Name, int Epoch, double Value, double Low, double High);
}
