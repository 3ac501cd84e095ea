namespace NetSpec.Pruning;

/// <summary>What the trade-off of degrees of freedom (thesis, 4.2.3) chooses, rho by rho; see <see cref="RhoWidths"/>.</summary>
/// <param name="context">The network.</param>
/// <param name="spectra">For each group, those of its readers.</param>
internal sealed class RhoCurve(WidthContext context, IReadOnlyList<IReadOnlyList<DegreesOfFreedom>> spectra)
{
    private const int Octaves = 24;

    // N of a group with several readers: their mean.
    private readonly RhoProblem _problem = new(
        CostModel.Of(context.Graph, n => n.Macs),
        [.. spectra.Select(own => (Func<double, double>)(relative => own.Average(s => s.At(relative * s.Scale))))]);

    /// <summary>The spectra of a group's readers.</summary>
    public static IReadOnlyList<DegreesOfFreedom> Spectra(WidthContext context, int group) =>
        [.. context.Selector.Views(group).Select(v => new DegreesOfFreedom(v.Covariance))];

    /// <summary>One point.</summary>
    public RhoPoint At(double rho)
    {
        var strengths = _problem.Solve(rho);
        var freedom = _problem.Freedom(strengths);
        int[] widths = [.. freedom.Select((n, g) => context.RoundUp(g, Math.Clamp((int)Math.Ceiling(n - 1e-9), 1, context.Graph.Groups[g].Size)))];
        return new(rho, [.. strengths.Select(p => p * p)], freedom, widths, _problem.Objective(strengths, rho));
    }

    /// <summary>
    /// The curve where no rho was asked for: rho is paid in multiply-accumulates, so the octaves lie around the network's, and of both
    /// ends, where nothing changes any more, one point is left.
    /// </summary>
    public static IReadOnlyList<RhoPoint> Of(WidthContext context, IReadOnlyList<IReadOnlyList<DegreesOfFreedom>> spectra)
    {
        var curve = new RhoCurve(context, spectra);
        var points = Enumerable.Range(-Octaves, (2 * Octaves) + 1).Select(i => curve.At(context.Graph.Network.Macs * Math.Pow(2, i))).ToList();
        var first = points.FindLastIndex(p => p.Widths.SequenceEqual(points[0].Widths));
        var last = points.FindIndex(p => p.Widths.SequenceEqual(points[^1].Widths));
        return first < last ? points[first..(last + 1)] : points[..1];
    }
}
