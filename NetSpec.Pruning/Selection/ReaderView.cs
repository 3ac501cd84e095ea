namespace NetSpec.Pruning;

/// <summary>One reader's stake in a group of units: how the units vary where it reads them, and what it reads from them.</summary>
/// <param name="Covariance">S.</param>
/// <param name="Product">F = S Q S and tr(Q S).</param>
/// <param name="Ridge">Diagonal added to S_JJ; null for zeros.</param>
internal sealed record ReaderView(double[,] Covariance, WeightedProduct Product, double[]? Ridge)
{
    /// <summary>Number of units, m.</summary>
    public int Units => Covariance.GetLength(0);

    /// <summary>A unit whose residual variance is at most this is dead in this view.</summary>
    public double DeadBelow { get; } = GreedySelection.Tolerance * MatrixParts.MaxDiagonal(Covariance);

    /// <summary>
    /// Makes a view. Z is scaled to tr(Z^T Z) = m first, so that theta means the same in every layer; the ridge is relative to the mean
    /// variance.
    /// </summary>
    public static ReaderView Of(double[,] covariance, double[,] readers, double theta, double relativeRidge)
    {
        var m = covariance.GetLength(0);
        var sum = 0.0;
        foreach (var value in readers) sum += value * value;
        var scaled = sum > 0 ? (double[,])readers.Clone() : null;
        if (scaled is not null) MatrixParts.Scale(scaled, Math.Sqrt(m / sum));
        var ridge = SelectionProblem.UniformRidge(relativeRidge * MatrixParts.Trace(covariance) / m, m);
        return new(covariance, WeightedProduct.Of(covariance, scaled, theta), ridge);
    }

    /// <summary>A greedy choice's state at its start.</summary>
    public GreedyView Start() => new(Covariance, Product, Ridge, GreedySelection.Tolerance);
}
