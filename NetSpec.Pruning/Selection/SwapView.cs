namespace NetSpec.Pruning;

/// <summary>
/// What every swap of one kept unit j against one dropped unit i would do for one reader. Taking j out of J adds a a^T / k to the residual,
/// with a column j of A_J and k = (S_JJ + D)^-1_jj; from that follow the residual diagonals without j, for all i and j, from a handful of
/// matrix products: O(m |J|^2) for all |J| (m - |J|) swaps, against O(m |J|^2) for each one from scratch.
/// </summary>
internal sealed class SwapView
{
    private readonly ReaderView _view;
    private readonly double[,] _projection;
    private readonly double[,] _residualRead;
    private readonly double[] _stiffness;
    private readonly double[] _loss;
    private readonly double[] _variance;
    private readonly double[] _gain;

    private SwapView(ReaderView view, int[] kept, double[,] inverse)
    {
        _view = view;
        var everyUnit = Enumerable.Range(0, view.Units).ToArray();
        var columns = MatrixParts.Part(view.Covariance, everyUnit, kept);
        var read = MatrixParts.Part(view.Product.Matrix, everyUnit, kept);
        _projection = MatrixProduct.Multiply(columns, inverse);
        // R Q A = S Q A - A S_J: Q A with S Q A = F_:J K^-1 and K = S_JJ + D.
        _residualRead = MatrixProduct.Multiply(read, inverse);
        var inner = MatrixParts.Part(_residualRead, kept, [.. Enumerable.Range(0, kept.Length)]);
        MatrixProduct.Subtract(_projection, inner, _residualRead);
        // A^T Q A = K^-1 F_JJ K^-1.
        var weighted = MatrixProduct.Multiply(inverse, inner);
        _stiffness = [.. kept.Select((_, j) => inverse[j, j])];
        _loss = [.. kept.Select((_, j) => weighted[j, j])];
        (_variance, _gain) = (new double[view.Units], new double[view.Units]);
        for (var i = 0; i < view.Units; i++)
        {
            (_variance[i], _gain[i]) = (view.Covariance[i, i], view.Product.Matrix[i, i]);
            for (var j = 0; j < kept.Length; j++)
            {
                _variance[i] -= _projection[i, j] * columns[i, j];
                _gain[i] -= (_projection[i, j] * read[i, j]) + (_residualRead[i, j] * columns[i, j]);
            }
        }
    }

    /// <summary>Works it out; null where the kept units are linearly dependent for this reader.</summary>
    public static SwapView? Of(ReaderView view, int[] kept)
    {
        var inner = MatrixParts.Part(view.Covariance, kept, kept);
        for (var i = 0; i < kept.Length; i++) inner[i, i] += view.Ridge?[kept[i]] ?? 0;
        if (Triangle.Factor(inner, view.DeadBelow) is not { } factor) return null;
        var inverse = new double[kept.Length, kept.Length];
        for (var i = 0; i < kept.Length; i++) inverse[i, i] = 1;
        Triangle.Solve(factor, inverse);
        return new(view, kept, inverse);
    }

    /// <summary>By how much C rises when the kept unit at <paramref name="position"/> is exchanged for unit <paramref name="unit"/>; may be negative.</summary>
    public double Change(int position, int unit)
    {
        var (a, k, h) = (_projection[unit, position], _stiffness[position], _loss[position]);
        var variance = _variance[unit] + (a * a / k);
        var gain = 0.0;
        if (variance > _view.DeadBelow)
        {
            var read = _gain[unit] + (2 * a * _residualRead[unit, position] / k) + (a * a * h / (k * k));
            gain = Math.Max(read, 0) / (variance + (_view.Ridge?[unit] ?? 0));
        }
        return (gain - (h / k)) / _view.Product.Trace;
    }
}
