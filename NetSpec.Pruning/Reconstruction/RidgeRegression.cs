using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>A regression of targets on inputs.</summary>
/// <param name="Inputs">Number of inputs.</param>
/// <param name="Targets">Number of targets.</param>
/// <param name="Intercept">Whether a bias may be used.</param>
internal sealed record RegressionProblem(int Inputs, int Targets, bool Intercept);

/// <summary>What one is solved from.</summary>
/// <param name="Fit">Moments of [inputs | targets] that are fitted to.</param>
/// <param name="HeldOut">Those that are held out.</param>
internal sealed record RegressionMoments(UnitStatistics Fit, UnitStatistics HeldOut);

/// <summary>A solution.</summary>
/// <param name="Map">W' and b'; of several groups W' has them along its diagonal.</param>
/// <param name="Ridge">The ridge that was used, relative to the mean diagonal of the inputs' moments.</param>
/// <param name="HeldOutError">Share of the targets' variance that is left on held-out rows, for the fit without them.</param>
internal sealed record RegressionSolution(LinearMap Map, double Ridge, double HeldOutError);

/// <summary>W' = C_yx (C_xx + ridge I)^-1, b' = mu_y - W' mu_x, from moments alone.</summary>
internal static class RidgeRegression
{
    private static readonly double[] Candidates = [1e-10, 1e-8, 1e-6, 1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1];

    /// <summary>
    /// Chooses the ridge whose fit is best on held-out rows, then fits all rows with it.
    /// </summary>
    /// <param name="problem">Sizes of one group.</param>
    /// <param name="groups">Moments of groups of inputs and targets that do not read across; they share the ridge.</param>
    /// <param name="ridge">The ridge, where it is given.</param>
    public static RegressionSolution Solve(RegressionProblem problem, IReadOnlyList<RegressionMoments> groups, double? ridge)
    {
        (double Ridge, double Error)? best = null;
        foreach (var candidate in ridge is { } given ? [given] : Candidates)
        {
            if (FitEach(problem, groups.Select(g => g.Fit), candidate) is not { } maps) continue;
            var error = Share(groups.Zip(maps, (g, map) => Error(problem, map, g.HeldOut)));
            if (best is null || error < best.Value.Error) best = (candidate, error);
        }
        if (best is not { } chosen)
            throw new InputException("The calibration samples do not determine a refit; raise the ridge or take fold.");
        var final = FitEach(problem, groups.Select(g => g.Fit.Join(g.HeldOut)), chosen.Ridge) ?? FitEach(problem, groups.Select(g => g.Fit), chosen.Ridge)!;
        return new(Diagonal(problem, final), chosen.Ridge, chosen.Error);
    }

    private static LinearMap Diagonal(RegressionProblem problem, List<LinearMap> maps)
    {
        if (maps.Count == 1) return maps[0];
        var gathered = new double[maps.Count * problem.Targets, problem.Inputs];
        for (var g = 0; g < maps.Count; g++)
            MatrixParts.Values(maps[g].Weight).CopyTo(MatrixParts.Values(gathered)[(g * problem.Targets * problem.Inputs)..]);
        return new(MatrixParts.Spread(gathered, maps.Count), problem.Intercept ? [.. maps.SelectMany(map => map.Bias!)] : null);
    }

    private static List<LinearMap>? FitEach(RegressionProblem problem, IEnumerable<UnitStatistics> groups, double ridge)
    {
        var maps = new List<LinearMap>();
        foreach (var moments in groups)
        {
            if (Fit(problem, moments, ridge) is not { } map) return null;
            maps.Add(map);
        }
        return maps;
    }

    private static double Share(IEnumerable<(double Lost, double Variance, double Square)> errors)
    {
        var (lost, variance, square) = errors.Aggregate((a, b) => (a.Lost + b.Lost, a.Variance + b.Variance, a.Square + b.Square));
        var all = variance > 0 ? variance : square;
        return all > 0 ? lost / all : 0;
    }

    private static LinearMap? Fit(RegressionProblem problem, UnitStatistics moments, double ridge)
    {
        var joint = moments.Covariance(problem.Intercept);
        int[] inputs = [.. Enumerable.Range(0, problem.Inputs)];
        int[] targets = [.. Enumerable.Range(problem.Inputs, problem.Targets)];
        var normal = MatrixParts.Part(joint, inputs, inputs);
        var scale = MatrixParts.Trace(normal) / problem.Inputs;
        // Inputs that never vary: nothing can be learnt from them, and any positive diagonal gives a weight of zero.
        if (scale <= 0) scale = 1;
        for (var i = 0; i < problem.Inputs; i++) normal[i, i] += ridge * scale;
        if (Triangle.Factor(normal, 1e-14 * scale) is not { } factor) return null;
        var solution = MatrixParts.Part(joint, inputs, targets);
        Triangle.Solve(factor, solution);
        var weight = MatrixParts.Transpose(solution);
        if (!problem.Intercept) return new(weight, null);
        var bias = new double[problem.Targets];
        for (var o = 0; o < problem.Targets; o++)
        {
            bias[o] = moments.Mean[problem.Inputs + o];
            for (var i = 0; i < problem.Inputs; i++) bias[o] -= weight[o, i] * moments.Mean[i];
        }
        return new(weight, bias);
    }

    // E|y - W' x - b'|^2 and the targets' variance and second moment, on other moments.
    private static (double Lost, double Variance, double Square) Error(RegressionProblem problem, LinearMap map, UnitStatistics moments)
    {
        var (k, q) = (problem.Inputs, problem.Targets);
        // e = T [x; y] - b' with T = [-W', I]: its second moment is tr(T M T^T) + |T mean - b'|^2.
        var residual = new double[q, k + q];
        for (var o = 0; o < q; o++)
        {
            for (var i = 0; i < k; i++) residual[o, i] = -map.Weight[o, i];
            residual[o, k + o] = 1;
        }
        var product = MatrixProduct.Multiply(residual, moments.Centered);
        var (lost, variance, square) = (0.0, 0.0, 0.0);
        for (var o = 0; o < q; o++)
        {
            var mean = -(map.Bias?[o] ?? 0);
            for (var i = 0; i < k + q; i++)
            {
                lost += product[o, i] * residual[o, i];
                mean += residual[o, i] * moments.Mean[i];
            }
            lost += mean * mean;
            variance += moments.Centered[k + o, k + o];
            square += moments.Centered[k + o, k + o] + (moments.Mean[k + o] * moments.Mean[k + o]);
        }
        return (Math.Max(lost, 0), variance, square);
    }
}
