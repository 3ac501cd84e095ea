using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>
/// Mean and second moments of rows in one pass, in float64 about a provisional mean, so that subtracting the mean costs no digits.
/// Memory is the square of the width, whatever the number of rows.
/// </summary>
internal sealed class StatisticsAccumulator(int width)
{
    private readonly double[,] _products = new double[width, width];
    private readonly double[] _sums = new double[width];
    private double[]? _shift;
    private long _count;

    /// <summary>Adds rows, [rows, width]; they are shifted in place.</summary>
    public void Add(double[,] rows)
    {
        var count = rows.GetLength(0);
        if (count == 0) return;
        _shift ??= MeanOf(rows);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < width; j++)
            {
                rows[i, j] -= _shift[j];
                _sums[j] += rows[i, j];
            }
        }
        MatrixProduct.AddGram(rows, 1, _products);
        _count += count;
    }

    /// <summary>What was measured.</summary>
    /// <exception cref="InputException">No rows were added.</exception>
    public UnitStatistics ToStatistics()
    {
        if (_count == 0) throw new InputException("A covariance needs at least one sample.");
        var (mean, centered) = (new double[width], new double[width, width]);
        for (var i = 0; i < width; i++)
        {
            mean[i] = _shift![i] + (_sums[i] / _count);
            for (var j = i; j < width; j++) centered[i, j] = (_products[i, j] / _count) - (_sums[i] / _count * (_sums[j] / _count));
            // Round-off may leave the variance of a constant unit a little below zero.
            centered[i, i] = Math.Max(centered[i, i], 0);
        }
        MatrixParts.MirrorUpper(centered);
        return new(_count, mean, centered);
    }

    private double[] MeanOf(double[,] rows)
    {
        var mean = new double[width];
        for (var i = 0; i < rows.GetLength(0); i++)
        {
            for (var j = 0; j < width; j++) mean[j] += rows[i, j] / rows.GetLength(0);
        }
        return mean;
    }
}
