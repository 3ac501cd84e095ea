namespace NetSpec.Runtime;

/// <summary><c>adamw</c>: <see cref="Adam{T}"/> with decoupled weight decay.</summary>
internal sealed class AdamWKind()
    : OptimizerKind(new("adamw", LearningRate: 1e-3, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, WeightDecay: 1e-2))
{
    public override Optimizer<T> Create<T>(ParameterSet<T> parameters, OptimizerOptions options) => new Adam<T>(parameters, options, decoupled: true);
}
