using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetSpec.Runtime;

/// <summary>Stochastic gradient descent: w -= rate * (g + decay w).</summary>
internal sealed unsafe class Sgd<T>(ParameterSet<T> parameters, OptimizerOptions options) : Optimizer<T>(parameters)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(T* weights, T* gradient, nint start, nint end, double rate)
    {
        if (options.WeightDecay == 0 && Vector512.IsHardwareAccelerated)
        {
            Widest(weights, gradient, start, end, rate);
            return;
        }
        var (step, decay, tiny) = (Lanes<T>.All(rate), Lanes<T>.All(options.WeightDecay!.Value), Lanes<T>.All(Lanes<T>.Tiny));
        // A training step of a small network does little else than this beside its multiplications.
        if (options.WeightDecay == 0)
        {
            for (var i = start; i < end; i += Vector<T>.Count)
                Lanes<T>.Flush(Vector.LoadAligned(weights + i) - (step * Vector.LoadAligned(gradient + i)), tiny).StoreAligned(weights + i);
            return;
        }
        for (var i = start; i < end; i += Vector<T>.Count)
        {
            var w = Vector.LoadAligned(weights + i);
            var g = Vector.LoadAligned(gradient + i) + (decay * w);
            Lanes<T>.Flush(w - (step * g), tiny).StoreAligned(weights + i);
        }
    }

    // Vector<T> has 256 bits where the machine has 512; the bits of the result are the same.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widest(T* weights, T* gradient, nint start, nint end, double rate)
    {
        var (step, tiny) = (Vector512.Create(T.CreateTruncating(rate)), Vector512.Create(T.CreateTruncating(Lanes<T>.Tiny)));
        var i = start;
        for (; i <= end - (2 * Vector512<T>.Count); i += 2 * Vector512<T>.Count)
        {
            Widest(weights + i, gradient + i, step, tiny);
            Widest(weights + i + Vector512<T>.Count, gradient + i + Vector512<T>.Count, step, tiny);
        }
        for (; i < end; i += Vector512<T>.Count) Widest(weights + i, gradient + i, step, tiny);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widest(T* weights, T* gradient, Vector512<T> step, Vector512<T> tiny)
    {
        var next = Vector512.LoadAligned(weights) - (step * Vector512.LoadAligned(gradient));
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(next), tiny), Vector512<T>.Zero, next).StoreAligned(weights);
    }
}

/// <summary><c>sgd</c></summary>
internal sealed class SgdKind() : OptimizerKind(new("sgd", LearningRate: 1e-3, WeightDecay: 0))
{
    public override Optimizer<T> Create<T>(ParameterSet<T> parameters, OptimizerOptions options) => new Sgd<T>(parameters, options);
}
