namespace NetSpec.Pruning;

/// <summary>Minimises cost(N(p^2)) + rho sum p over p: globally on a grid by dynamic programming where the groups form a chain, then refined one by one.</summary>
internal sealed class RhoProblem
{
    private const int GridPoints = 161;
    private const int Sweeps = 100;

    private readonly CostModel _cost;
    private readonly Func<double, double>[] _freedom;
    private readonly double[] _grid = [.. Enumerable.Range(0, GridPoints).Select(i => Math.Pow(10, -5 + (8.0 * i / (GridPoints - 1))))];
    private readonly double[][] _freedomOnGrid;

    /// <summary>Sets it up.</summary>
    /// <param name="cost">How degrees of freedom are paid for; the constant plays no part.</param>
    /// <param name="freedom">N of each group at a relative lambda.</param>
    public RhoProblem(CostModel cost, Func<double, double>[] freedom)
    {
        (_cost, _freedom) = (cost, freedom);
        _freedomOnGrid = [.. freedom.Select(n => _grid.Select(p => n(p * p)).ToArray())];
    }

    /// <summary>N of each group.</summary>
    public double[] Freedom(double[] strengths) => [.. strengths.Select((p, g) => _freedom[g](p * p))];

    /// <summary>What is minimised.</summary>
    public double Objective(double[] strengths, double rho) => _cost.At(Freedom(strengths)) - _cost.Constant + (rho * strengths.Sum());

    /// <summary>The best p of each group.</summary>
    public double[] Solve(double rho)
    {
        int[] start = _cost.IsChain ? Chain(rho) : Descend(rho);
        return Refine([.. start.Select(i => _grid[i])], rho);
    }

    private int[] Chain(double rho)
    {
        var groups = _freedom.Length;
        var best = new double[groups, GridPoints];
        var from = new int[groups, GridPoints];
        for (var g = 0; g < groups; g++)
        {
            for (var i = 0; i < GridPoints; i++)
            {
                var own = _cost.Own(g, _freedomOnGrid[g][i]) + (rho * _grid[i]);
                if (g == 0)
                {
                    best[g, i] = own;
                    continue;
                }
                best[g, i] = double.PositiveInfinity;
                for (var j = 0; j < GridPoints; j++)
                {
                    var value = best[g - 1, j] + own + (_cost.Quadratic(g - 1, g) * _freedomOnGrid[g - 1][j] * _freedomOnGrid[g][i]);
                    if (value < best[g, i]) (best[g, i], from[g, i]) = (value, j);
                }
            }
        }
        var result = new int[groups];
        result[^1] = Enumerable.Range(0, GridPoints).MinBy(i => best[groups - 1, i]);
        for (var g = groups - 1; g > 0; g--) result[g - 1] = from[g, result[g]];
        return result;
    }

    // Off a chain: coordinate descent on the grid from several starts.
    private int[] Descend(double rho)
    {
        int[]? best = null;
        var bestValue = double.PositiveInfinity;
        foreach (var start in Enumerable.Range(0, 9).Select(i => i * (GridPoints - 1) / 8))
        {
            var at = Enumerable.Repeat(start, _freedom.Length).ToArray();
            for (var (sweep, moved) = (0, true); moved && sweep < Sweeps; sweep++)
            {
                moved = false;
                for (var g = 0; g < at.Length; g++)
                {
                    var old = at[g];
                    at[g] = Enumerable.Range(0, GridPoints).MinBy(i => OnGrid(at, g, i, rho));
                    moved |= at[g] != old;
                }
            }
            var value = Objective([.. at.Select(i => _grid[i])], rho);
            if (value < bestValue) (best, bestValue) = (at, value);
        }
        return best!;
    }

    private double OnGrid(int[] at, int group, int index, double rho)
    {
        double[] freedom = [.. at.Select((i, g) => _freedomOnGrid[g][g == group ? index : i])];
        return _cost.At(freedom) + (rho * _grid[index]);
    }

    // Within a grid step to each side, by golden section in log p, group after group until nothing moves.
    private double[] Refine(double[] strengths, double rho)
    {
        var step = Math.Log(_grid[1] / _grid[0]);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var before = Objective(strengths, rho);
            for (var g = 0; g < strengths.Length; g++)
            {
                var candidate = (double[])strengths.Clone();
                var (low, high) = (Math.Log(strengths[g]) - step, Math.Log(strengths[g]) + step);
                for (var i = 0; i < 40; i++)
                {
                    var (left, right) = (high - ((high - low) * 0.6180339887498949), low + ((high - low) * 0.6180339887498949));
                    if (ValueAt(candidate, g, left, rho) <= ValueAt(candidate, g, right, rho)) high = right;
                    else low = left;
                }
                candidate[g] = Math.Exp((low + high) / 2);
                if (Objective(candidate, rho) < Objective(strengths, rho)) strengths = candidate;
            }
            if (before - Objective(strengths, rho) <= 1e-12 * Math.Abs(before)) break;
        }
        return strengths;
    }

    private double ValueAt(double[] strengths, int group, double logarithm, double rho)
    {
        strengths[group] = Math.Exp(logarithm);
        return Objective(strengths, rho);
    }
}
