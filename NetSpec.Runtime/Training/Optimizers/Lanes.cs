using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetSpec.Runtime;

/// <summary>Vector arithmetic that optimizers share. Products are never fused with sums, so that every width of vector gives the same bits.</summary>
internal static class Lanes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>2^-100: far below anything that moves a weight, far above the smallest normal float (2^-126).</summary>
    public static readonly double Tiny = Math.ScaleB(1, -100);

    /// <summary>2^-50: a gradient's square still stays above <see cref="Tiny"/>.</summary>
    public static readonly double TinyRoot = Math.ScaleB(1, -50);

    /// <summary>One number in every lane.</summary>
    public static Vector<T> All(double value) => new(T.CreateTruncating(value));

    /// <summary>
    /// Sets lanes smaller than a limit to zero. Averages of units whose gradient stays 0 (a relu that is never active) shrink by a factor
    /// each step, and so do weights that decay: both end as denormals, on which every operation costs 60 to 90 times as much. NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Flush(Vector<T> values, Vector<T> limit) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(values), limit), Vector<T>.Zero, values);
}
