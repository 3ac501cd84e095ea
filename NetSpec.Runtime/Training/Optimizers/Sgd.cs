using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetSpec.Runtime;

/// <summary>Stochastic gradient descent: w -= rate * (g + decay w).</summary>
internal sealed unsafe class Sgd<T>(ParameterSet<T> parameters, OptimizerOptions options) : Optimizer<T>(parameters)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(T* weights, T* gradient, nint start, nint end, double rate)
    {
        var (step, decay, tiny) = (Lanes<T>.All(rate), Lanes<T>.All(options.WeightDecay!.Value), Lanes<T>.All(Lanes<T>.Tiny));
        // A training step does little else than this beside its multiplications.
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
}

/// <summary><c>sgd</c></summary>
internal sealed class SgdKind() : OptimizerKind(new("sgd", LearningRate: 1e-3, WeightDecay: 0))
{
    public override Optimizer<T> Create<T>(ParameterSet<T> parameters, OptimizerOptions options) => new Sgd<T>(parameters, options);
}
