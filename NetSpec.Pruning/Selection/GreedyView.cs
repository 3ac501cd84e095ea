using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>
/// The running state of the greedy choice for one reader: the residual covariance R and R Q R. A choice takes rank-one terms off both
/// (R -= v v^T, R Q R -= v w^T + w v^T). The latest terms wait in <see cref="PendingTerms"/>, because only one column of each matrix is
/// needed a step; when <see cref="PendingTerms.Capacity"/> of them have gathered they are taken off by matrix products, so that no step streams
/// all terms since the start through memory. A step costs O(m |J|) as long as |J| is of the order of m.
/// </summary>
internal sealed unsafe class GreedyView
{
    private readonly int _units;
    private readonly double[,] _covariance;
    private readonly double[,] _product;
    private readonly double[] _ridge;
    private readonly double _deadBelow;
    private readonly double[] _variance;
    private readonly double[] _gain;
    private readonly PendingTerms _pending;
    private readonly List<double[,]> _flushed = [];
    private readonly List<int> _removed = [];
    private readonly List<double> _pivots = [];

    /// <summary>Starts with nothing chosen.</summary>
    /// <param name="covariance">S; copied.</param>
    /// <param name="product">F = S Q S and tr(Q S); copied.</param>
    /// <param name="ridge">Diagonal added to S_JJ; null for zeros.</param>
    /// <param name="tolerance">A unit is dead when its residual variance is at most this share of the largest variance.</param>
    public GreedyView(double[,] covariance, WeightedProduct product, double[]? ridge, double tolerance)
    {
        _units = covariance.GetLength(0);
        (_covariance, _product) = ((double[,])covariance.Clone(), (double[,])product.Matrix.Clone());
        _ridge = ridge ?? new double[_units];
        _pending = new PendingTerms(_units);
        (_variance, _gain) = (new double[_pending.PaddedUnits], new double[_pending.PaddedUnits]);
        for (var i = 0; i < _units; i++) (_variance[i], _gain[i]) = (covariance[i, i], _product[i, i]);
        _deadBelow = tolerance * MatrixParts.MaxDiagonal(covariance);
        Total = Residual = product.Trace;
    }

    /// <summary>tr(Q S).</summary>
    public double Total { get; }

    /// <summary>tr(Q R).</summary>
    public double Residual { get; private set; }

    /// <summary>What of a unit's variance the chosen ones leave unexplained.</summary>
    public double Variance(int unit) => _variance[unit];

    /// <summary>
    /// Whether a unit still varies on its own, and something is left to explain, where anything is. Past that, gains are quotients of round-off: they would
    /// choose units of no variance, and C would leave [0, 1].
    /// </summary>
    public bool IsAlive(int unit) => _variance[unit] > _deadBelow && Residual >= Explained.RoundOff * Total;

    /// <summary>What choosing a living unit would take off <see cref="Residual"/>.</summary>
    public double Gain(int unit) => Math.Max(_gain[unit], 0) / (_variance[unit] + _ridge[unit]);

    /// <summary>Chooses a unit. A unit that is dead here changes nothing.</summary>
    public void Remove(int unit)
    {
        if (!IsAlive(unit)) return;
        if (_pending.Count == PendingTerms.Capacity) Flush();
        var pivot = _variance[unit] + _ridge[unit];
        var change = _gain[unit] / pivot;
        using var columns = new AlignedMemory<double>(2L * _pending.PaddedUnits);
        CopyColumn(_covariance, unit, columns.Pointer);
        CopyColumn(_product, unit, columns.Pointer + _pending.PaddedUnits);
        _pending.Append(unit, columns.Pointer, 1 / Math.Sqrt(pivot), change / 2, _variance, _gain);
        _variance[unit] = 0;
        // A trace of a product of such matrices is never negative; below zero lies round-off.
        Residual = Math.Max(Residual - change, 0);
        _removed.Add(unit);
        _pivots.Add(pivot);
    }

    // The matrices are kept in their upper triangles.
    private void CopyColumn(double[,] matrix, int column, double* into)
    {
        for (var i = 0; i < column; i++) into[i] = matrix[i, column];
        fixed (double* row = &matrix[column, column])
            new ReadOnlySpan<double>(row, _units - column).CopyTo(new Span<double>(into + column, _units - column));
    }

    private void Flush()
    {
        var (v, w) = _pending.Take();
        MatrixProduct.AddGram(v, -1, _covariance);
        fixed (double* left = v, right = w, into = _product)
        {
            var (a, b, product) = (MatrixProduct.View(left, v), MatrixProduct.View(right, w), MatrixProduct.View(into, _product));
            MatrixProduct.Add(a.Transposed, b, -1, product, upperOnly: true);
            MatrixProduct.Add(b.Transposed, a, -1, product, upperOnly: true);
        }
        _flushed.Add(v);
    }

    /// <summary>
    /// A_J of the units chosen so far, m x |J|: A L = V^T for the lower triangular L with the square roots of the pivots on its diagonal
    /// and V_t at the later choices below it.
    /// </summary>
    public double[,] Projection()
    {
        var terms = new double[_removed.Count, _units];
        var offset = 0;
        foreach (var part in _flushed.Append(_pending.Terms()))
        {
            Array.Copy(part, 0, terms, offset, part.Length);
            offset += part.Length;
        }
        var lower = new double[_removed.Count, _removed.Count];
        for (var t = 0; t < _removed.Count; t++)
        {
            lower[t, t] = Math.Sqrt(_pivots[t]);
            for (var i = t + 1; i < _removed.Count; i++) lower[i, t] = terms[t, _removed[i]];
        }
        Triangle.SolveLowerTransposed(lower, terms);
        return MatrixParts.Transpose(terms);
    }
}
