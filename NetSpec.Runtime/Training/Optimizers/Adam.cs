using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetSpec.Runtime;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1), PyTorch's form: m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2,
/// w -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon). The decay is part of g, or, decoupled
/// (AdamW, Loshchilov and Hutter 2019), w is first multiplied by 1 - rate * decay.
/// </summary>
internal sealed unsafe class Adam<T>(ParameterSet<T> parameters, OptimizerOptions options, bool decoupled)
    : Optimizer<T>(parameters, "exp_avg", "exp_avg_sq")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(T* weights, T* gradient, nint start, nint end, double rate)
    {
        var means = State(0);
        var squares = State(1);
        var (b1, b2, decay) = (options.Beta1!.Value, options.Beta2!.Value, options.WeightDecay!.Value);
        var (beta1, rest1) = (Lanes<T>.All(b1), Lanes<T>.All(1 - b1));
        var (beta2, rest2) = (Lanes<T>.All(b2), Lanes<T>.All(1 - b2));
        var step = Lanes<T>.All(rate / (1 - Math.Pow(b1, Steps)));
        var root = Lanes<T>.All(Math.Sqrt(1 - Math.Pow(b2, Steps)));
        var epsilon = Lanes<T>.All(options.Epsilon!.Value);
        var (added, kept) = (Lanes<T>.All(decoupled ? 0 : decay), Lanes<T>.All(decoupled ? 1 - (rate * decay) : 1));
        var (tiny, tinyRoot) = (Lanes<T>.All(Lanes<T>.Tiny), Lanes<T>.All(Lanes<T>.TinyRoot));
        for (var i = start; i < end; i += Vector<T>.Count)
        {
            var w = Vector.LoadAligned(weights + i);
            var g = Lanes<T>.Flush(Vector.LoadAligned(gradient + i) + (added * w), tinyRoot);
            var m = Lanes<T>.Flush((beta1 * Vector.LoadAligned(means + i)) + (rest1 * g), tiny);
            var v = Lanes<T>.Flush((beta2 * Vector.LoadAligned(squares + i)) + (rest2 * g * g), tiny);
            m.StoreAligned(means + i);
            v.StoreAligned(squares + i);
            Lanes<T>.Flush((kept * w) - (step * m / ((Vector.SquareRoot(v) / root) + epsilon)), tiny).StoreAligned(weights + i);
        }
    }
}

/// <summary><c>adam</c></summary>
internal sealed class AdamKind()
    : OptimizerKind(new("adam", LearningRate: 1e-3, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, WeightDecay: 0))
{
    public override Optimizer<T> Create<T>(ParameterSet<T> parameters, OptimizerOptions options) => new Adam<T>(parameters, options, decoupled: false);
}
