using NetSpec.Pruning;
using NetSpec.Report.VegaLite;

namespace NetSpec.Report;

/// <summary>Widths over rho: the thesis's figure 1.</summary>
internal static class RhoSection
{
    private const double LogFromRatio = 8;

    public static Section? Of(RunFolder run)
    {
        if (run.Analysis is not { RhoCurve.Count: > 1 } analysis) return null;
        var places = analysis.Groups.Select((group, index) => (Group: group, Index: index)).ToList();
        var figures = Names.Parts(places, SeriesStyle.Most, "layers").Select((part, i) => Draw(analysis, part.Heading, part.Items, i));
        return new("rho", "Widths over ρ",
            "What the degrees of freedom themselves would choose: for each ρ the widths that minimise the network's multiply-accumulates, with N(λ) for widths, plus ρ Σ √λ."
            + (analysis.Rho is null ? " This run's widths were chosen otherwise." : ""))
        { Figures = [.. figures] };
    }

    private static Figure Draw(PruneAnalysis analysis, string heading, IReadOnlyList<(GroupAnalysis Group, int Index)> places, int number)
    {
        var rows = places.SelectMany(p => analysis.RhoCurve.Select(point => new CurvePoint(p.Group.Name, point.Rho, point.DegreesOfFreedom[p.Index], $"{point.Widths[p.Index]} of {p.Group.Units} units"))).ToList();
        var isLog = places.Max(p => p.Group.Units) > LogFromRatio * places.Min(p => p.Group.Units);
        Layer[] asked = analysis.Rho is { } rho
            ? [new(new("rule") { StrokeWidth = 1 }, new() { X = Channel.Number("x") }) { Data = new([new { x = rho }]) }]
            : [];
        var chart = Curves.Draw(
            [.. places.Select(p => p.Group.Name)],
            rows,
            LogAxis.On(Channel.Number("x", "ρ, in multiply-accumulates"), rows.Select(r => r.X), hasGrid: false),
            Channel.Number("y", "units") with { Scale = new() { Type = isLog ? "log" : null }, Axis = new() { TickCount = 6 } },
            null,
            asked);
        return new($"rho-{number + 1}", "Degrees of freedom chosen by ρ" + heading,
            "From left to right ρ grows, and with it what every unit is worth: the layers grow towards their full widths. A layer whose curve rises late can be narrow at little loss."
            + (analysis.Rho is null ? "" : " The grey line is the ρ that was asked for.") + (isLog ? " The vertical scale is logarithmic." : ""), chart)
        {
            IsWide = true,
            Legend = SeriesStyle.Legend([.. places.Select(p => $"{p.Group.Name}, {p.Group.Units} units")]),
            Table = Tables.Of(["ρ", .. places.Select(p => p.Group.Name)], analysis.RhoCurve.Select(point =>
                (IReadOnlyList<string>)[point.Rho.ToString("0.0e+0", System.Globalization.CultureInfo.InvariantCulture), .. places.Select(p => Figures.Count(point.Widths[p.Index]))])),
        };
    }
}
