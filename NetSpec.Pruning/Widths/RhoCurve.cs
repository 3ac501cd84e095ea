namespace NetSpec.Pruning;

/// <summary>What the trade-off of degrees of freedom (thesis, 4.2.3) chooses, rho by rho; see <see cref="RhoWidths"/>.</summary>
/// <param name="context">The network.</param>
/// <param name="spectra">For each group, those of its readers.</param>
internal sealed class RhoCurve(WidthContext context, IReadOnlyList<IReadOnlyList<DegreesOfFreedom>> spectra)
{
    private const int Octaves = 24;
    private const int Step = 2;
    private const int Points = 41;

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
    /// The curve where no rho was asked for: rho is paid in multiply-accumulates, so the octaves around the network's are searched for where
    /// widths change, and the points lie there.
    /// </summary>
    public static IReadOnlyList<RhoPoint> Of(WidthContext context, IReadOnlyList<IReadOnlyList<DegreesOfFreedom>> spectra)
    {
        var curve = new RhoCurve(context, spectra);
        double RhoAt(double octave) => context.Graph.Network.Macs * Math.Pow(2, octave);
        var coarse = Enumerable.Range(0, (2 * Octaves / Step) + 1).Select(i => -Octaves + (i * Step)).Select(octave => (octave, curve.At(RhoAt(octave)).Widths)).ToList();
        var first = coarse.FindLastIndex(p => p.Widths.SequenceEqual(coarse[0].Widths));
        var last = coarse.FindIndex(p => p.Widths.SequenceEqual(coarse[^1].Widths));
        if (first >= last) return [curve.At(RhoAt(0))];
        var (low, high) = (coarse[first].octave, coarse[last].octave);
        return [.. Enumerable.Range(0, Points).Select(i => curve.At(RhoAt(low + ((high - low) * (double)i / (Points - 1)))))];
    }
}
