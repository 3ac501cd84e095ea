using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetSpec.Runtime;

/// <summary>Heavy ball (Polyak 1964), PyTorch's form: b = momentum b + g, w -= rate * b, with g including the decay.</summary>
internal sealed unsafe class Momentum<T>(ParameterSet<T> parameters, OptimizerOptions options) : Optimizer<T>(parameters, "momentum_buffer")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(T* weights, T* gradient, nint start, nint end, double rate)
    {
        var buffer = State(0);
        var (step, decay, tiny) = (Lanes<T>.All(rate), Lanes<T>.All(options.WeightDecay!.Value), Lanes<T>.All(Lanes<T>.Tiny));
        var momentum = Lanes<T>.All(options.Momentum!.Value);
        for (var i = start; i < end; i += Vector<T>.Count)
        {
            var w = Vector.LoadAligned(weights + i);
            var g = Vector.LoadAligned(gradient + i) + (decay * w);
            var b = Lanes<T>.Flush((momentum * Vector.LoadAligned(buffer + i)) + g, tiny);
            b.StoreAligned(buffer + i);
            Lanes<T>.Flush(w - (step * b), tiny).StoreAligned(weights + i);
        }
    }
}

/// <summary><c>momentum</c></summary>
internal sealed class MomentumKind() : OptimizerKind(new("momentum", LearningRate: 1e-3, Momentum: 0.9, WeightDecay: 0))
{
    public override Optimizer<T> Create<T>(ParameterSet<T> parameters, OptimizerOptions options) => new Momentum<T>(parameters, options);
}
