using NetSpec.Pruning;
using NetSpec.Report.VegaLite;

namespace NetSpec.Report;

/// <summary>The score C over the number of kept units, and where the run stopped.</summary>
internal static class ScoreSection
{
    private const int MostPoints = 200;

    // Scores are kept to six digits.
    private const double Floor = 1e-6;

    public static Section? Of(RunFolder run)
    {
        if (run.Analysis is not { Groups.Count: > 0 } analysis) return null;
        return new("scores", "Score against kept units", "C(J) is the share of what the next layers read, and of the units themselves, that the kept units J explain.")
        {
            Figures = [.. Names.Parts(analysis.Groups, SeriesStyle.Most, "layers").SelectMany((part, i) => new[] { Explained(part.Heading, part.Items, i), Left(part.Heading, part.Items, i) })],
        };
    }

    private static Figure Explained(string heading, IReadOnlyList<GroupAnalysis> groups, int number)
    {
        var chart = Curves.Draw(
            [.. groups.Select(g => g.Name)],
            [.. groups.SelectMany(Points)],
            Kept,
            Channel.Number("y", "C(J)") with { Scale = new() { Domain = new[] { 0, 1 } }, Axis = new() { Format = ".0%", TickCount = 5 } },
            [.. groups.Select(Chosen)]);
        return new($"score-{number + 1}", "Score along the greedy choice" + heading, "Units are taken one by one, the most telling first. Large marks: where this run stopped; a mark above its curve was bettered by swaps after the greedy choice.", chart)
        {
            Legend = Legend(groups),
            Table = Tables.Of(["layer", "units", "kept", "score", "kept for 0.9", "kept for 0.99"], groups.Select(g => (IReadOnlyList<string>)
                [g.Name, Figures.Count(g.Units), Figures.Count(g.Kept), Figures.Number(g.Score), Reaching(g, 0.9), Reaching(g, 0.99)])),
        };
    }

    private static Figure Left(string heading, IReadOnlyList<GroupAnalysis> groups, int number)
    {
        CurvePoint[] Rest(IEnumerable<CurvePoint> points) => [.. points.Select(p => p with { Y = 1 - p.Y }).Where(p => p.Y > Floor)];
        var rows = Rest(groups.SelectMany(Points));
        var chosen = Rest(groups.Select(Chosen));
        var chart = Curves.Draw(
            [.. groups.Select(g => g.Name)], rows, Kept, LogAxis.On(Channel.Number("y", "1 − C(J)"), rows.Concat(chosen).Select(r => r.Y), hasGrid: true), chosen);
        return new($"unexplained-{number + 1}", "What stays unexplained" + heading, "The same from below, on a logarithmic scale: what the last units still add. A steep end means that the layer has units which depend on the others.", chart) { Legend = Legend(groups) };
    }

    private static Channel Kept => Channel.Number("x", "kept units, as a share") with { Scale = new() { Domain = new[] { 0, 1 } }, Axis = new() { Format = ".0%", Grid = false, TickCount = 5 } };

    private static Html Legend(IReadOnlyList<GroupAnalysis> groups) => SeriesStyle.Legend([.. groups.Select(g => $"{g.Name}: {g.Kept} of {g.Units}")]);

    private static CurvePoint Chosen(GroupAnalysis group) => new(group.Name, (double)group.Kept / group.Units, group.Score, $"{group.Kept} of {group.Units} kept");

    private static IEnumerable<CurvePoint> Points(GroupAnalysis group)
    {
        yield return new(group.Name, 0, 0, "no unit");
        var step = Math.Max(1, group.Scores.Count / MostPoints);
        for (var i = 0; i < group.Scores.Count; i++)
        {
            if (i % step == 0 || i == group.Scores.Count - 1) yield return new(group.Name, (i + 1.0) / group.Units, Math.Clamp(group.Scores[i], 0, 1), $"{i + 1} of {group.Units}");
        }
    }

    private static string Reaching(GroupAnalysis group, double score)
    {
        var first = group.Scores.TakeWhile(s => s < score).Count();
        return first < group.Scores.Count ? Figures.Count(first + 1) : "–";
    }
}
