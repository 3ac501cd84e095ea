namespace NetSpec.Pruning;

/// <summary>Mean and variance of each feature or channel.</summary>
/// <param name="Mean">Means.</param>
/// <param name="Variance">Variances, divided by one less than the number of rows, as running statistics are.</param>
internal sealed record ColumnStatistics(double[] Mean, double[] Variance)
{
    /// <summary>Measures matrices of rows, one after another.</summary>
    public static ColumnStatistics Of(IEnumerable<double[,]> parts)
    {
        double[] shift = [], sums = [], squares = [];
        var count = 0L;
        foreach (var rows in parts)
        {
            var width = rows.GetLength(1);
            // Sums about the first row lose no digits to a large mean.
            if (count == 0) (shift, sums, squares) = ([.. Enumerable.Range(0, width).Select(j => rows[0, j])], new double[width], new double[width]);
            for (var i = 0; i < rows.GetLength(0); i++)
            {
                for (var j = 0; j < width; j++)
                {
                    var value = rows[i, j] - shift[j];
                    sums[j] += value;
                    squares[j] += value * value;
                }
            }
            count += rows.GetLength(0);
        }
        return new(
            [.. shift.Zip(sums, (s, sum) => s + (sum / count))],
            [.. squares.Zip(sums, (square, sum) => Math.Max(square - (sum * sum / count), 0) / Math.Max(count - 1, 1))]);
    }

    /// <summary>Some of the columns; null: all.</summary>
    public ColumnStatistics Part(int[]? columns) =>
        columns is null ? this : new([.. columns.Select(i => Mean[i])], [.. columns.Select(i => Variance[i])]);
}
