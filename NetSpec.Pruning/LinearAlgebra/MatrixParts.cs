namespace NetSpec.Pruning;

/// <summary>Parts, transposes and diagonals of matrices, most of them symmetric.</summary>
internal static class MatrixParts
{
    /// <summary>Copies the upper triangle to the lower one, in blocks so that both stay in the cache.</summary>
    public static void MirrorUpper(double[,] matrix)
    {
        const int Block = 32;
        var n = matrix.GetLength(0);
        for (var top = 0; top < n; top += Block)
        {
            for (var left = 0; left <= top; left += Block)
            {
                for (var i = top; i < Math.Min(top + Block, n); i++)
                {
                    for (var j = left; j < Math.Min(left + Block, i); j++)
                        matrix[i, j] = matrix[j, i];
                }
            }
        }
    }

    /// <summary>The rows and columns of an index set, in its order.</summary>
    public static double[,] Part(double[,] matrix, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns)
    {
        var part = new double[rows.Length, columns.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < columns.Length; j++)
                part[i, j] = matrix[rows[i], columns[j]];
        }
        return part;
    }

    /// <summary>Rows and columns exchanged, in blocks so that both stay in the cache.</summary>
    public static double[,] Transpose(double[,] matrix)
    {
        const int Block = 32;
        var (rows, columns) = (matrix.GetLength(0), matrix.GetLength(1));
        var result = new double[columns, rows];
        for (var top = 0; top < rows; top += Block)
        {
            for (var left = 0; left < columns; left += Block)
            {
                for (var i = top; i < Math.Min(top + Block, rows); i++)
                {
                    for (var j = left; j < Math.Min(left + Block, columns); j++) result[j, i] = matrix[i, j];
                }
            }
        }
        return result;
    }

    /// <summary>Largest value on the diagonal; 0 for an empty matrix.</summary>
    public static double MaxDiagonal(double[,] matrix)
    {
        var max = 0.0;
        for (var i = 0; i < matrix.GetLength(0); i++) max = Math.Max(max, matrix[i, i]);
        return max;
    }

    /// <summary>Multiplies every value.</summary>
    public static void Scale(double[,] matrix, double factor)
    {
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            for (var j = 0; j < matrix.GetLength(1); j++) matrix[i, j] *= factor;
        }
    }

    /// <summary>Sum of the diagonal.</summary>
    public static double Trace(double[,] matrix)
    {
        var sum = 0.0;
        for (var i = 0; i < matrix.GetLength(0); i++) sum += matrix[i, i];
        return sum;
    }
}
