using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>
/// Degrees of freedom (thesis, 4.2.3): minimise sum N_l(p_l^2) N_{l+1}(p_{l+1}^2) + rho sum |p_l|, with lambda_l = p_l^2 relative to
/// tr(S_l) / m_l. The sum runs over all edges of the network, those to its input and output included (4.2.2 leaves them out), each
/// weighted as the network's multiply-accumulates are. A group keeps N_l units, rounded up.
/// </summary>
internal sealed record RhoWidths(double Rho) : WidthChoice
{
    /// <inheritdoc/>
    internal override void Check(PruningGraph graph, PruneOptions options)
    {
        if (!(Rho > 0) || !double.IsFinite(Rho))
            throw new InputException(FormattableString.Invariant($"rho is above 0 and finite; found {Rho}."));
    }

    /// <inheritdoc/>
    internal override WidthDecision Decide(WidthContext context)
    {
        // Two points an octave over six octaves to each side of the rho that was asked for draw the thesis's figure 1.
        var curve = new RhoCurve(context, [.. context.Graph.Groups.Select((_, g) => RhoCurve.Spectra(context, g))]);
        var points = Enumerable.Range(-12, 25).Select(i => curve.At(i == 0 ? Rho : Rho * Math.Pow(2, i / 2.0))).ToList();
        return new(points[12].Widths) { RhoCurve = points };
    }
}

/// <summary>One point of the curve over rho.</summary>
/// <param name="Rho">rho.</param>
/// <param name="Lambdas">lambda_l = p_l^2 of each group, relative to tr(S) / m.</param>
/// <param name="DegreesOfFreedom">N_l(lambda_l).</param>
/// <param name="Widths">What each group would keep.</param>
/// <param name="Objective">The minimum.</param>
public sealed record RhoPoint(double Rho, double[] Lambdas, double[] DegreesOfFreedom, int[] Widths, double Objective);
