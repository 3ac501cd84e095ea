using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetSpec.Pruning;

/// <summary>
/// The register tile of <see cref="MatrixProduct"/>: 8 rows by 16 columns in 16 accumulators, which leaves room for two vectors of B
/// and a broadcast of A in 32 registers. Ten loads feed sixteen multiply-adds, so the multipliers are the limit, not the loads.
/// </summary>
internal static unsafe class MatrixTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 8;

    /// <summary>Columns of a tile.</summary>
    public const int Columns = 16;

    /// <summary>c += scale * a b, for a packed as [depth][8] and b as [depth][16], both 64-byte aligned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(double* a, double* b, int depth, double scale, double* c, nint stride)
    {
        Vector512<double> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<double> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        for (var end = a + ((nint)depth * Rows); a != end; a += Rows, b += Columns)
        {
            var b0 = Vector512.LoadAligned(b);
            var b1 = Vector512.LoadAligned(b + 8);
            var s = Vector512.Create(a[0]);
            c00 = Vector512.MultiplyAddEstimate(s, b0, c00);
            c01 = Vector512.MultiplyAddEstimate(s, b1, c01);
            s = Vector512.Create(a[1]);
            c10 = Vector512.MultiplyAddEstimate(s, b0, c10);
            c11 = Vector512.MultiplyAddEstimate(s, b1, c11);
            s = Vector512.Create(a[2]);
            c20 = Vector512.MultiplyAddEstimate(s, b0, c20);
            c21 = Vector512.MultiplyAddEstimate(s, b1, c21);
            s = Vector512.Create(a[3]);
            c30 = Vector512.MultiplyAddEstimate(s, b0, c30);
            c31 = Vector512.MultiplyAddEstimate(s, b1, c31);
            s = Vector512.Create(a[4]);
            c40 = Vector512.MultiplyAddEstimate(s, b0, c40);
            c41 = Vector512.MultiplyAddEstimate(s, b1, c41);
            s = Vector512.Create(a[5]);
            c50 = Vector512.MultiplyAddEstimate(s, b0, c50);
            c51 = Vector512.MultiplyAddEstimate(s, b1, c51);
            s = Vector512.Create(a[6]);
            c60 = Vector512.MultiplyAddEstimate(s, b0, c60);
            c61 = Vector512.MultiplyAddEstimate(s, b1, c61);
            s = Vector512.Create(a[7]);
            c70 = Vector512.MultiplyAddEstimate(s, b0, c70);
            c71 = Vector512.MultiplyAddEstimate(s, b1, c71);
        }
        var factor = Vector512.Create(scale);
        Add(c, factor, c00, c01);
        Add(c += stride, factor, c10, c11);
        Add(c += stride, factor, c20, c21);
        Add(c += stride, factor, c30, c31);
        Add(c += stride, factor, c40, c41);
        Add(c += stride, factor, c50, c51);
        Add(c += stride, factor, c60, c61);
        Add(c + stride, factor, c70, c71);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* c, Vector512<double> factor, Vector512<double> left, Vector512<double> right)
    {
        Vector512.MultiplyAddEstimate(factor, left, Vector512.Load(c)).Store(c);
        Vector512.MultiplyAddEstimate(factor, right, Vector512.Load(c + 8)).Store(c + 8);
    }
}
