namespace NetSpec.Pruning;

/// <summary>A_J = S_:J (S_JJ + D)^-1 for given kept units.</summary>
internal static class Projection
{
    /// <summary>m x |J|, columns as in <paramref name="kept"/>. A kept unit that is dead or depends on others stands for itself alone.</summary>
    public static double[,] Of(double[,] covariance, int[] kept, double relativeRidge)
    {
        var m = covariance.GetLength(0);
        var ridge = relativeRidge * MatrixParts.Trace(covariance) / m;
        var inner = MatrixParts.Part(covariance, kept, kept);
        for (var i = 0; i < kept.Length; i++) inner[i, i] += ridge;
        if (Triangle.Factor(inner, GreedySelection.Tolerance * MatrixParts.MaxDiagonal(covariance)) is not { } factor)
            return OfIndependent(covariance, kept, ridge);
        var solution = MatrixParts.Part(covariance, kept, [.. Enumerable.Range(0, m)]);
        Triangle.Solve(factor, solution);
        return MatrixParts.Transpose(solution);
    }

    /// <summary>The selector of the kept units: every dropped unit counts as 0.</summary>
    public static double[,] Subset(int units, int[] kept)
    {
        var result = new double[units, kept.Length];
        for (var k = 0; k < kept.Length; k++) result[kept[k], k] = 1;
        return result;
    }

    private static double[,] OfIndependent(double[,] covariance, int[] kept, double ridge)
    {
        var m = covariance.GetLength(0);
        var nothingRead = new WeightedProduct(new double[m, m], 0);
        var view = new GreedyView(covariance, nothingRead, SelectionProblem.UniformRidge(ridge, m), GreedySelection.Tolerance);
        var order = new List<int>();
        var rest = kept.ToList();
        while (rest.Where(view.IsAlive).ToList() is { Count: > 0 } alive)
        {
            var pivot = alive.MaxBy(view.Variance);
            view.Remove(pivot);
            order.Add(pivot);
            rest.Remove(pivot);
        }
        var projection = view.Projection();
        var result = new double[m, kept.Length];
        for (var column = 0; column < order.Count; column++)
        {
            var position = Array.IndexOf(kept, order[column]);
            for (var i = 0; i < m; i++) result[i, position] = projection[i, column];
        }
        // It is kept for another reader's sake. Beyond the calibration samples it may live, and then its own weight is what is right.
        foreach (var unit in rest)
        {
            for (var k = 0; k < kept.Length; k++) result[unit, k] = kept[k] == unit ? 1 : 0;
        }
        return result;
    }
}
