using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>
/// Products of float64 matrices on one core at close to its multiply-add rate: operands are packed into strips that stay in the caches,
/// and <see cref="MatrixTile"/> keeps sums in registers. Sums are taken in one fixed order, so results are deterministic.
/// </summary>
internal static unsafe class MatrixProduct
{
    // 192 rows of a 16-wide strip are 24 KB: they stay in the first-level cache beside the 12 KB strip of the left side.
    private const int Depth = 192;
    private const int RowBlock = 128;
    private const int ColumnBlock = 1024;

    /// <summary>a b.</summary>
    public static double[,] Multiply(double[,] a, double[,] b)
    {
        var result = new double[a.GetLength(0), b.GetLength(1)];
        fixed (double* x = a, y = b, z = result)
            Add(View(x, a), View(y, b), 1, View(z, result));
        return result;
    }

    /// <summary>into -= a b.</summary>
    public static void Subtract(double[,] a, double[,] b, double[,] into)
    {
        fixed (double* x = a, y = b, z = into)
            Add(View(x, a), View(y, b), -1, View(z, into));
    }

    /// <summary>a b^T.</summary>
    public static double[,] MultiplyTransposed(double[,] a, double[,] b)
    {
        var result = new double[a.GetLength(0), b.GetLength(0)];
        fixed (double* x = a, y = b, z = result)
            Add(View(x, a), View(y, b).Transposed, 1, View(z, result));
        return result;
    }

    /// <summary>a^T a, symmetric to the bit; half the work of a product.</summary>
    public static double[,] Gram(double[,] a)
    {
        var result = new double[a.GetLength(1), a.GetLength(1)];
        AddGram(a, 1, result);
        MatrixParts.MirrorUpper(result);
        return result;
    }

    /// <summary>Adds scale * a^T a to the upper triangle of <paramref name="into"/>.</summary>
    public static void AddGram(double[,] a, double scale, double[,] into)
    {
        fixed (double* x = a, z = into)
            Add(View(x, a).Transposed, View(x, a), scale, View(z, into), upperOnly: true);
    }

    /// <summary>A view of a whole array that is held in place by the caller.</summary>
    public static MatrixOperand View(double* values, double[,] matrix) =>
        new(values, matrix.GetLength(0), matrix.GetLength(1), matrix.GetLength(1), 1);

    /// <summary>into += scale * a b. With <paramref name="upperOnly"/>, tiles wholly below the diagonal are left out.</summary>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public static void Add(MatrixOperand a, MatrixOperand b, double scale, MatrixOperand into, bool upperOnly = false)
    {
        if (a.Columns != b.Rows || into.Rows != a.Rows || into.Columns != b.Columns)
            throw new ArgumentException($"[{a.Rows}, {a.Columns}] times [{b.Rows}, {b.Columns}] does not give [{into.Rows}, {into.Columns}].");
        if (a.Columns == 0 || a.Rows == 0 || b.Columns == 0) return;
        var depth = Math.Min(Depth, a.Columns);
        using var left = new AlignedMemory<double>(RoundUp(Math.Min(RowBlock, a.Rows), MatrixTile.Rows) * (long)depth);
        using var right = new AlignedMemory<double>(RoundUp(Math.Min(ColumnBlock, b.Columns), MatrixTile.Columns) * (long)depth);
        for (var column = 0; column < b.Columns; column += ColumnBlock)
        {
            var columns = Math.Min(ColumnBlock, b.Columns - column);
            for (var k = 0; k < a.Columns; k += Depth)
            {
                var slice = Math.Min(Depth, a.Columns - k);
                b.Block(0, column, b.Rows, columns).Transposed.Pack(MatrixTile.Columns, k, slice, right.Pointer);
                var rowEnd = upperOnly ? Math.Min(a.Rows, column + columns) : a.Rows;
                for (var row = 0; row < rowEnd; row += RowBlock)
                {
                    var rows = Math.Min(RowBlock, a.Rows - row);
                    a.Block(row, 0, rows, a.Columns).Pack(MatrixTile.Rows, k, slice, left.Pointer);
                    Tiles(left.Pointer, right.Pointer, slice, scale, into.Block(row, column, rows, columns), upperOnly ? row - column : null);
                }
            }
        }
    }

    // diagonal: index of the first row less that of the first column; tiles whose columns all lie left of it are skipped.
    private static void Tiles(double* left, double* right, int depth, double scale, MatrixOperand into, int? diagonal)
    {
        var edge = stackalloc double[MatrixTile.Rows * MatrixTile.Columns];
        for (var j = 0; j < into.Columns; j += MatrixTile.Columns)
        {
            for (var i = 0; i < into.Rows; i += MatrixTile.Rows)
            {
                if (diagonal is { } d && j + MatrixTile.Columns <= i + d) break;
                var rows = Math.Min(MatrixTile.Rows, into.Rows - i);
                var columns = Math.Min(MatrixTile.Columns, into.Columns - j);
                var target = into.Block(i, j, rows, columns);
                if (rows == MatrixTile.Rows && columns == MatrixTile.Columns)
                {
                    MatrixTile.Multiply(left + ((nint)i * depth), right + ((nint)j * depth), depth, scale, target.Values, target.RowStride);
                    continue;
                }
                new Span<double>(edge, MatrixTile.Rows * MatrixTile.Columns).Clear();
                MatrixTile.Multiply(left + ((nint)i * depth), right + ((nint)j * depth), depth, scale, edge, MatrixTile.Columns);
                for (var r = 0; r < rows; r++)
                {
                    for (var c = 0; c < columns; c++)
                        target.Values[(r * target.RowStride) + c] += edge[(r * MatrixTile.Columns) + c];
                }
            }
        }
    }

    private static int RoundUp(int value, int step) => (value + step - 1) / step * step;
}
