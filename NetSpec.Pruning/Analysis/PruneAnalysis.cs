namespace NetSpec.Pruning;

/// <summary>What the choice of units was made from, for people to look at; <c>analysis.json</c>. Bounded in size, whatever the network.</summary>
/// <param name="Samples">Calibration samples behind the parent's covariances.</param>
/// <param name="PrunedSamples">Samples behind the pruned network's covariances; 0 where it was not measured.</param>
/// <param name="Lambdas">Where the degrees of freedom are given, relative to tr(S) / m.</param>
/// <param name="Groups">One for each group that was free to be pruned, in spec order.</param>
/// <param name="RhoCurve">What the trade-off of degrees of freedom (thesis, 4.2.3) would choose, over rho.</param>
/// <param name="Rho">The rho that was asked for; null where widths were chosen otherwise.</param>
public sealed record PruneAnalysis(
    long Samples,
    long PrunedSamples,
    IReadOnlyList<double> Lambdas,
    IReadOnlyList<GroupAnalysis> Groups,
    IReadOnlyList<RhoPoint> RhoCurve,
    double? Rho);

/// <summary>One group of units.</summary>
/// <param name="Name">Path of the first producer.</param>
/// <param name="Units">Number of units, m.</param>
/// <param name="Kept">Number of kept units.</param>
/// <param name="ReadBy">The reader where the spectrum and the covariances were measured: the first of the group's.</param>
/// <param name="Centered">Whether they are about the mean.</param>
/// <param name="Eigenvalues">Of the covariance S, descending, relative to the largest; empty where the group is too large.</param>
/// <param name="DegreesOfFreedom">N(lambda) at each lambda, the mean over the group's readers; empty where the group is too large.</param>
/// <param name="Path">Units in the order of the greedy choice, as far as it was walked.</param>
/// <param name="Scores">C after each of them; the choice may be better by swaps.</param>
/// <param name="Score">C of the units that were kept.</param>
/// <param name="Parent">S with the units in the network's order.</param>
/// <param name="Chosen">S with the kept units first, in the order of choice.</param>
/// <param name="Pruned">The pruned network's covariance of the kept units, in the order of choice; null where it was not measured.</param>
public sealed record GroupAnalysis(
    string Name,
    int Units,
    int Kept,
    string ReadBy,
    bool Centered,
    IReadOnlyList<double> Eigenvalues,
    IReadOnlyList<double> DegreesOfFreedom,
    IReadOnlyList<int> Path,
    IReadOnlyList<double> Scores,
    double Score,
    CovarianceMap? Parent,
    CovarianceMap? Chosen,
    CovarianceMap? Pruned);

/// <summary>A covariance, small enough to be drawn.</summary>
/// <param name="Units">Number of units, m.</param>
/// <param name="Cells">Rows of the map: m, or fewer, each then the mean over neighbouring units.</param>
/// <param name="Values">The lower triangle, row by row: Cells (Cells + 1) / 2 values.</param>
public sealed record CovarianceMap(int Units, int Cells, IReadOnlyList<double> Values)
{
    /// <summary>Makes a map of at most so many cells.</summary>
    internal static CovarianceMap Of(double[,] covariance, IReadOnlyList<int> order, int most)
    {
        var units = order.Count;
        var cells = Math.Min(units, most);
        var values = new List<double>(cells * (cells + 1) / 2);
        int Start(int cell) => (int)((long)cell * units / cells);
        for (var i = 0; i < cells; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var a = Start(i); a < Start(i + 1); a++)
                {
                    for (var b = Start(j); b < Start(j + 1); b++) sum += covariance[order[a], order[b]];
                }
                values.Add(Digits.Round(sum / ((Start(i + 1) - Start(i)) * (double)(Start(j + 1) - Start(j))), 3));
            }
        }
        return new(units, cells, values);
    }
}
