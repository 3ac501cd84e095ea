using System.Numerics;

namespace NetSpec.Pruning;

/// <summary>Blocked Cholesky factor and triangular solves; all but diagonal blocks runs as matrix products.</summary>
internal static unsafe class Triangle
{
    private const int Block = 48;

    /// <summary>
    /// L with L L^T = matrix, lower triangle filled; null where a pivot is not above <paramref name="tolerance"/>. Reads the lower triangle.
    /// </summary>
    public static double[,]? Factor(double[,] matrix, double tolerance = 0)
    {
        var n = matrix.GetLength(0);
        var factor = (double[,])matrix.Clone();
        fixed (double* values = factor)
        {
            var whole = MatrixProduct.View(values, factor);
            for (var start = 0; start < n; start += Block)
            {
                var size = Math.Min(Block, n - start);
                var rest = n - start;
                var panel = whole.Block(start, 0, rest, start);
                MatrixProduct.Add(panel, panel.Block(0, 0, size, start).Transposed, -1, whole.Block(start, start, rest, size));
                if (!FactorPanel(factor, start, size, tolerance)) return null;
            }
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++) factor[i, j] = 0;
        }
        return factor;
    }

    private static bool FactorPanel(double[,] factor, int start, int size, double tolerance)
    {
        var n = factor.GetLength(0);
        for (var j = start; j < start + size; j++)
        {
            var pivot = factor[j, j];
            for (var k = start; k < j; k++) pivot -= factor[j, k] * factor[j, k];
            if (!(pivot > tolerance)) return false;
            var root = Math.Sqrt(pivot);
            factor[j, j] = root;
            for (var i = j + 1; i < n; i++)
            {
                var value = factor[i, j];
                for (var k = start; k < j; k++) value -= factor[i, k] * factor[j, k];
                factor[i, j] = value / root;
            }
        }
        return true;
    }

    /// <summary>Solves L X = right in place, for a lower triangular L.</summary>
    public static void SolveLower(double[,] lower, double[,] right)
    {
        var n = lower.GetLength(0);
        fixed (double* l = lower, x = right)
        {
            var (left, whole) = (MatrixProduct.View(l, lower), MatrixProduct.View(x, right));
            var width = right.GetLength(1);
            for (var start = 0; start < n; start += Block)
            {
                var size = Math.Min(Block, n - start);
                MatrixProduct.Add(left.Block(start, 0, size, start), whole.Block(0, 0, start, width), -1, whole.Block(start, 0, size, width));
                for (var i = start; i < start + size; i++)
                {
                    for (var k = start; k < i; k++) AddRow(x + ((nint)i * width), x + ((nint)k * width), -lower[i, k], width);
                    ScaleRow(x + ((nint)i * width), 1 / lower[i, i], width);
                }
            }
        }
    }

    /// <summary>Solves L^T X = right in place, for a lower triangular L.</summary>
    public static void SolveLowerTransposed(double[,] lower, double[,] right)
    {
        var n = lower.GetLength(0);
        fixed (double* l = lower, x = right)
        {
            var (left, whole) = (MatrixProduct.View(l, lower).Transposed, MatrixProduct.View(x, right));
            var width = right.GetLength(1);
            for (var start = (n - 1) / Block * Block; start >= 0; start -= Block)
            {
                var end = Math.Min(start + Block, n);
                MatrixProduct.Add(
                    left.Block(start, end, end - start, n - end), whole.Block(end, 0, n - end, width), -1, whole.Block(start, 0, end - start, width));
                for (var i = end - 1; i >= start; i--)
                {
                    for (var k = i + 1; k < end; k++) AddRow(x + ((nint)i * width), x + ((nint)k * width), -lower[k, i], width);
                    ScaleRow(x + ((nint)i * width), 1 / lower[i, i], width);
                }
            }
        }
    }

    /// <summary>Solves L L^T X = right in place.</summary>
    public static void Solve(double[,] lower, double[,] right)
    {
        SolveLower(lower, right);
        SolveLowerTransposed(lower, right);
    }

    private static void AddRow(double* into, double* from, double factor, int length)
    {
        var target = new Span<double>(into, length);
        var source = new ReadOnlySpan<double>(from, length);
        var scale = new Vector<double>(factor);
        var j = 0;
        for (; j <= length - Vector<double>.Count; j += Vector<double>.Count)
            (new Vector<double>(target[j..]) + (scale * new Vector<double>(source[j..]))).CopyTo(target[j..]);
        for (; j < length; j++) target[j] += factor * source[j];
    }

    private static void ScaleRow(double* row, double factor, int length)
    {
        for (var j = 0; j < length; j++) row[j] *= factor;
    }
}
