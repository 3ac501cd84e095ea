using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetSpec.Runtime;

/// <summary>
/// RMSprop (Hinton's lecture 6e, 2012), PyTorch's form: s = beta2 s + (1 - beta2) g^2, b = momentum b + g / (sqrt(s) + epsilon),
/// w -= rate * b, with g including the decay.
/// </summary>
internal sealed unsafe class Rmsprop<T>(ParameterSet<T> parameters, OptimizerOptions options)
    : Optimizer<T>(parameters, "square_avg", "momentum_buffer")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(T* weights, T* gradient, nint start, nint end, double rate)
    {
        var squares = State(0);
        var buffer = State(1);
        var (step, decay, tiny) = (Lanes<T>.All(rate), Lanes<T>.All(options.WeightDecay!.Value), Lanes<T>.All(Lanes<T>.Tiny));
        var (epsilon, tinyRoot) = (Lanes<T>.All(options.Epsilon!.Value), Lanes<T>.All(Lanes<T>.TinyRoot));
        var (beta2, rest2) = (Lanes<T>.All(options.Beta2!.Value), Lanes<T>.All(1 - options.Beta2!.Value));
        var momentum = Lanes<T>.All(options.Momentum!.Value);
        for (var i = start; i < end; i += Vector<T>.Count)
        {
            var w = Vector.LoadAligned(weights + i);
            var g = Lanes<T>.Flush(Vector.LoadAligned(gradient + i) + (decay * w), tinyRoot);
            var s = Lanes<T>.Flush((beta2 * Vector.LoadAligned(squares + i)) + (rest2 * g * g), tiny);
            s.StoreAligned(squares + i);
            var b = Lanes<T>.Flush((momentum * Vector.LoadAligned(buffer + i)) + (g / (Vector.SquareRoot(s) + epsilon)), tiny);
            b.StoreAligned(buffer + i);
            Lanes<T>.Flush(w - (step * b), tiny).StoreAligned(weights + i);
        }
    }
}

/// <summary><c>rmsprop</c></summary>
internal sealed class RmspropKind()
    : OptimizerKind(new("rmsprop", LearningRate: 1e-2, Momentum: 0, Beta2: 0.99, Epsilon: 1e-8, WeightDecay: 0))
{
    public override Optimizer<T> Create<T>(ParameterSet<T> parameters, OptimizerOptions options) => new Rmsprop<T>(parameters, options);
}
