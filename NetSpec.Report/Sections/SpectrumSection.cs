using NetSpec.Pruning;
using NetSpec.Report.VegaLite;

namespace NetSpec.Report;

/// <summary>Eigenvalues of each layer's covariance, and its degrees of freedom.</summary>
internal static class SpectrumSection
{
    private const int MostPoints = 200;

    // Below, eigenvalues are round-off.
    private const double Floor = 1e-9;

    public static Section? Of(RunFolder run)
    {
        if (run.Analysis is not { } analysis) return null;
        var groups = analysis.Groups.Where(g => g.Eigenvalues.Count > 0).ToList();
        if (groups.Count == 0) return null;
        var figures = Names.Parts(groups, SeriesStyle.Most, "layers").SelectMany((part, i) => new[] { Spectrum(part.Heading, part.Items, i), Freedom(part.Heading, part.Items, analysis.Lambdas, i) });
        var left = analysis.Groups.Count - groups.Count;
        return new("spectra", "Spectra and degrees of freedom",
            $"How many directions the units of a layer really use, measured on {Figures.Count(analysis.Samples)} samples where the next layer reads them; about the mean where that layer has a bias to make up for it."
            + (left > 0 ? $" {left} layers are too large for their eigenvalues to be worked out." : ""))
        { Figures = [.. figures] };
    }

    private static Figure Spectrum(string heading, IReadOnlyList<GroupAnalysis> groups, int number)
    {
        var rows = groups.SelectMany(g => Thinned([.. g.Eigenvalues.Select((value, i) => (Value: value, Index: i)).Where(p => p.Value > Floor)])
            .Select(p => new CurvePoint(g.Name, (p.Index + 1.0) / g.Units, p.Value, $"direction {p.Index + 1} of {g.Units}"))).ToList();
        var chart = Curves.Draw(
            [.. groups.Select(g => g.Name)],
            rows,
            Channel.Number("x", "directions, largest first, as a share of the units") with { Scale = new() { Domain = new[] { 0, 1 } }, Axis = new() { Format = ".0%", Grid = false, TickCount = 5 } },
            LogAxis.On(Channel.Number("y", "eigenvalue, relative to the largest"), rows.Select(r => r.Y), hasGrid: true));
        return new($"spectrum-{number + 1}", "Spectrum" + heading, "The steeper a curve falls, the fewer directions carry the layer, and the more of its units can go. A curve that ends early has units which depend linearly on the others.", chart)
        {
            Legend = SeriesStyle.Legend([.. groups.Select(g => g.Name)]),
            Table = Tables.Of(["layer", "units", "half of the trace lies in", "99 % in", "smallest eigenvalue"], groups.Select(g => (IReadOnlyList<string>)
                [g.Name, Figures.Count(g.Units), Figures.Count(Needed(g, 0.5)), Figures.Count(Needed(g, 0.99)), g.Eigenvalues[^1].ToString("0.0e+0", System.Globalization.CultureInfo.InvariantCulture)])),
        };
    }

    private static Figure Freedom(string heading, IReadOnlyList<GroupAnalysis> groups, IReadOnlyList<double> lambdas, int number)
    {
        var rows = groups.SelectMany(g => g.DegreesOfFreedom.Select((n, i) => new CurvePoint(g.Name, lambdas[i], n / g.Units, FormattableString.Invariant($"{n:0.0} of {g.Units} units")))).ToList();
        var chosen = groups.Where(g => g.Kept < g.Units && Where(g, lambdas) is not null)
            .Select(g => new CurvePoint(g.Name, Where(g, lambdas)!.Value, (double)g.Kept / g.Units, $"{g.Kept} kept")).ToList();
        var chart = Curves.Draw(
            [.. groups.Select(g => g.Name)],
            rows,
            LogAxis.On(Channel.Number("x", "λ, relative to the mean eigenvalue"), lambdas, hasGrid: false),
            Channel.Number("y", "N(λ), as a share of the units") with { Scale = new() { Domain = new[] { 0, 1 } }, Axis = new() { Format = ".0%", TickCount = 5 } },
            chosen);
        return new($"freedom-{number + 1}", "Degrees of freedom" + heading,
            "N(λ) = tr(S (S + λI)⁻¹) counts the directions that are worth more than λ. Large marks: the widths that were chosen, and so the λ below which directions were given up.", chart)
        {
            Legend = SeriesStyle.Legend([.. groups.Select(g => $"{g.Name}: {g.Kept} of {g.Units}")]),
            Table = Tables.Of(["λ", .. groups.Select(g => g.Name)], lambdas.Select((l, i) => (l, i)).Where(p => p.i % 6 == 0).Select(p =>
                (IReadOnlyList<string>)[p.l.ToString("0e+0", System.Globalization.CultureInfo.InvariantCulture), .. groups.Select(g => g.DegreesOfFreedom[p.i].ToString("0.0", System.Globalization.CultureInfo.InvariantCulture))])),
        };
    }

    // The lambda at which N equals the kept units, between two points of the curve by logarithms.
    private static double? Where(GroupAnalysis group, IReadOnlyList<double> lambdas)
    {
        for (var i = 1; i < lambdas.Count; i++)
        {
            var (above, below) = (group.DegreesOfFreedom[i - 1], group.DegreesOfFreedom[i]);
            if (above >= group.Kept && below < group.Kept) return lambdas[i - 1] * Math.Pow(lambdas[i] / lambdas[i - 1], (above - group.Kept) / (above - below));
        }
        return null;
    }

    private static int Needed(GroupAnalysis group, double share)
    {
        var (sum, whole) = (0.0, group.Eigenvalues.Sum());
        for (var i = 0; i < group.Eigenvalues.Count; i++)
        {
            sum += group.Eigenvalues[i];
            if (sum >= share * whole) return i + 1;
        }
        return group.Eigenvalues.Count;
    }

    private static IEnumerable<T> Thinned<T>(IReadOnlyList<T> items) => items.Count <= MostPoints
        ? items
        : Enumerable.Range(0, MostPoints).Select(i => items[(int)((long)i * (items.Count - 1) / (MostPoints - 1))]);
}
