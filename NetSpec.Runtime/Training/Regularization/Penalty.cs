using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetSpec.Runtime;

/// <summary>Adds the gradient of l1 |w| + l2 / 2 |w|^2 over all weights (not biases, not scales) to a gradient; |w|'(0) = 0.</summary>
internal sealed unsafe class Penalty<T>(ParameterSet<T> parameters, double l1, double l2)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterRange[] _weights = ParameterRange.Of(parameters.Info, p => p.Kind == ParameterKind.Weight);

    /// <summary>Adds it.</summary>
    public void AddTo(GradientSet<T> gradient)
    {
        AddTo(gradient.Memory.Pointer, 0, (nint)gradient.Memory.Length);
        GC.KeepAlive(gradient);
    }

    /// <summary>Adds it for the values from start to end; the gradient is indexed as the parameters are.</summary>
    public void AddTo(T* gradient, nint start, nint end)
    {
        if (l1 == 0 && l2 == 0) return;
        foreach (var range in _weights)
            Add(parameters.Memory.Pointer, gradient, Math.Max(start, (nint)range.Start), Math.Min(end, (nint)(range.Start + range.Length)));
        GC.KeepAlive(parameters);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(T* weights, T* gradient, nint start, nint end)
    {
        var (slope, curvature) = (Lanes<T>.All(l1), Lanes<T>.All(l2));
        for (var i = start; i < end; i += Vector<T>.Count)
        {
            var w = Vector.LoadAligned(weights + i);
            var sign = Vector.ConditionalSelect(Vector.Equals(w, Vector<T>.Zero), Vector<T>.Zero, Vector.CopySign(slope, w));
            (Vector.LoadAligned(gradient + i) + sign + (curvature * w)).StoreAligned(gradient + i);
        }
    }
}
