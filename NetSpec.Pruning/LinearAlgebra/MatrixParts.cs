using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>The blocks of one size along the diagonal, all else zero; of one block the matrix itself.</summary>
    public static double[,] OnlyBlocks(double[,] matrix, int blocks)
    {
        if (blocks == 1) return matrix;
        var (rows, columns) = (matrix.GetLength(0) / blocks, matrix.GetLength(1) / blocks);
        var result = new double[matrix.GetLength(0), matrix.GetLength(1)];
        for (var i = 0; i < result.GetLength(0); i++)
        {
            for (var j = i / rows * columns; j < ((i / rows) + 1) * columns; j++) result[i, j] = matrix[i, j];
        }
        return result;
    }

    /// <summary>The blocks of a matrix that has no others, one below the other, [rows, columns / blocks].</summary>
    public static double[,] Gather(double[,] matrix, int blocks)
    {
        if (blocks == 1) return matrix;
        var (rows, columns) = (matrix.GetLength(0) / blocks, matrix.GetLength(1) / blocks);
        var result = new double[matrix.GetLength(0), columns];
        for (var i = 0; i < result.GetLength(0); i++)
        {
            for (var j = 0; j < columns; j++) result[i, j] = matrix[i, (i / rows * columns) + j];
        }
        return result;
    }

    /// <summary>The other way around: blocks that lie one below the other go along the diagonal.</summary>
    public static double[,] Spread(double[,] gathered, int blocks)
    {
        if (blocks == 1) return gathered;
        var (rows, columns) = (gathered.GetLength(0) / blocks, gathered.GetLength(1));
        var result = new double[gathered.GetLength(0), columns * blocks];
        for (var i = 0; i < gathered.GetLength(0); i++)
        {
            for (var j = 0; j < columns; j++) result[i, (i / rows * columns) + j] = gathered[i, j];
        }
        return result;
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

    /// <summary>Whether two matrices have the same sizes and values.</summary>
    public static bool AreEqual(double[,] a, double[,] b) =>
        a.GetLength(0) == b.GetLength(0) && a.GetLength(1) == b.GetLength(1) && Values(a).SequenceEqual(Values(b));

    /// <summary>All values, row by row.</summary>
    public static Span<double> Values(double[,] matrix) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, double>(ref MemoryMarshal.GetArrayDataReference(matrix)), matrix.Length);

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
