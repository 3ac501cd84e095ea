using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetSpec.Runtime;

/// <summary>Scales a gradient down to a largest L2 norm over all trained parameters together (Pascanu et al. 2013, algorithm 1).</summary>
internal sealed unsafe class Clipping(ParameterSet<float> parameters, double largestNorm)
{
    private readonly ParameterRange[] _trained = ParameterRange.Of(parameters.Info, p => p.IsTrained);

    /// <summary>Clips as PyTorch's clip_grad_norm_ does (factor norm / (norm + 1e-6)) and returns the norm before.</summary>
    public double Apply(GradientSet<float> gradient)
    {
        var squares = 0.0;
        foreach (var range in _trained)
            squares += SumOfSquares(gradient.Memory.Pointer + range.Start, (nint)range.Length);
        var norm = Math.Sqrt(squares);
        var factor = largestNorm / (norm + 1e-6);
        if (factor < 1)
        {
            foreach (var range in _trained)
                Scale(gradient.Memory.Pointer + range.Start, (nint)range.Length, (float)factor);
        }
        GC.KeepAlive(gradient);
        return norm;
    }

    // Squares of floats beyond 1e19 overflow, so sums are double. Eight of them whatever the machine's vectors, so that all add in one order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(float* values, nint length)
    {
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (nint i = 0; i < length; i += Vector256<float>.Count)
        {
            var (a, b) = Vector256.Widen(Vector256.LoadAligned(values + i));
            low += a * a;
            high += b * b;
        }
        return Vector256.Sum(low + high);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* values, nint length, float factor)
    {
        var factors = new Vector<float>(factor);
        for (nint i = 0; i < length; i += Vector<float>.Count)
            (Vector.LoadAligned(values + i) * factors).StoreAligned(values + i);
    }
}
