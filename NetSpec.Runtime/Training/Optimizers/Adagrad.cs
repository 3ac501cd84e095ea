using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetSpec.Runtime;

/// <summary>Adagrad (Duchi, Hazan and Singer 2011): s += g^2, w -= rate * g / (sqrt(s) + epsilon), with g including the decay.</summary>
internal sealed unsafe class Adagrad<T>(ParameterSet<T> parameters, OptimizerOptions options) : Optimizer<T>(parameters, "sum")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(T* weights, T* gradient, nint start, nint end, double rate)
    {
        var sum = State(0);
        var (step, decay, tiny) = (Lanes<T>.All(rate), Lanes<T>.All(options.WeightDecay!.Value), Lanes<T>.All(Lanes<T>.Tiny));
        var (epsilon, tinyRoot) = (Lanes<T>.All(options.Epsilon!.Value), Lanes<T>.All(Lanes<T>.TinyRoot));
        for (var i = start; i < end; i += Vector<T>.Count)
        {
            var w = Vector.LoadAligned(weights + i);
            var g = Lanes<T>.Flush(Vector.LoadAligned(gradient + i) + (decay * w), tinyRoot);
            var s = Vector.LoadAligned(sum + i) + (g * g);
            s.StoreAligned(sum + i);
            Lanes<T>.Flush(w - (step * g / (Vector.SquareRoot(s) + epsilon)), tiny).StoreAligned(weights + i);
        }
    }
}

/// <summary><c>adagrad</c></summary>
internal sealed class AdagradKind() : OptimizerKind(new("adagrad", LearningRate: 1e-2, Epsilon: 1e-10, WeightDecay: 0))
{
    public override Optimizer<T> Create<T>(ParameterSet<T> parameters, OptimizerOptions options) => new Adagrad<T>(parameters, options);
}
