namespace NetSpec.Pruning;

/// <summary>C(J) from scratch, for a set of units and one reader.</summary>
internal static class Explained
{
    /// <summary>A share of tr(Q S) that sums over units in double precision cannot tell from nothing.</summary>
    public const double RoundOff = 1e-11;

    /// <summary>
    /// tr((S_JJ + D)^-1 F_JJ) / tr(Q S), which equals 1 - tr(Q R_J) / tr(Q S); null where S_JJ + D has no Cholesky factor.
    /// </summary>
    public static double? Share(double[,] covariance, WeightedProduct product, double[]? ridge, ReadOnlySpan<int> kept)
    {
        if (product.Trace <= 0) return 1;
        var inner = MatrixParts.Part(covariance, kept, kept);
        for (var i = 0; i < kept.Length; i++) inner[i, i] += ridge?[kept[i]] ?? 0;
        if (Triangle.Factor(inner) is not { } factor) return null;
        var explained = MatrixParts.Part(product.Matrix, kept, kept);
        Triangle.Solve(factor, explained);
        // Above one lies the round-off of units that nearly depend on each other.
        return Math.Min(MatrixParts.Trace(explained) / product.Trace, 1);
    }
}
