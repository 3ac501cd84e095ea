using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>
/// Spectral pruning's choice of units (Suzuki et al., IJCAI 2020), exact and in O(m |J|) a step: the unit that most raises
/// C(J) = 1 - tr(Q R_J) / tr(Q S) is taken, one after another.
/// </summary>
public static class GreedySelection
{
    /// <summary>A unit whose residual variance is at most this share of the largest variance repeats the chosen ones.</summary>
    public const double Tolerance = 1e-12;

    /// <summary>Chooses units of one layer, with S, Z and theta as given.</summary>
    /// <param name="problem">The covariance and what is read.</param>
    /// <param name="width">How many units to choose, at least 1; fewer come back where the numerical rank is lower.</param>
    /// <param name="alpha">Stop as soon as C reaches it; the default never does.</param>
    /// <exception cref="InputException">The problem is malformed, or the width lies outside [1, m].</exception>
    public static Selection Select(SelectionProblem problem, int width, double alpha = double.PositiveInfinity)
    {
        problem.Check();
        if (width < 1 || width > problem.Units)
            throw new InputException($"The width lies between 1 and {problem.Units}, the number of units; found {width}.");
        var product = WeightedProduct.Of(problem.Covariance, problem.Readers, problem.Theta);
        var view = new GreedyView(problem.Covariance, product, problem.Ridge, Tolerance);
        var path = GreedyPath.Run([view], new Rounds(problem.Units, 1), width, alpha);
        if (path.Order.Count == 0) return OneDeadUnit(problem.Units);
        var (order, scores) = (path.Order.ToArray(), path.Scores.ToArray());
        // The running score carries the round-off of every step; the last one is computed anew.
        scores[^1] = Explained.Share(problem.Covariance, product, problem.Ridge, order) ?? scores[^1];
        return new(order, scores, view.Projection(), path.ReachedRank);
    }

    private static Selection OneDeadUnit(int units) => new([0], [1], new double[units, 1], true);
}
