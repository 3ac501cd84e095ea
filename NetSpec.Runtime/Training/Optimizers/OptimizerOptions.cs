using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>An optimizer by name with its numbers; what is null has the optimizer's default, which is PyTorch's (momentum itself: 0.9).</summary>
/// <param name="Name">sgd, momentum, nesterov, adagrad, rmsprop, adam or adamw.</param>
/// <param name="LearningRate">Step size before the schedule; above 0.</param>
/// <param name="Momentum">Share of the last step that is kept, in [0, 1); momentum, nesterov, rmsprop.</param>
/// <param name="Beta1">Decay of the gradient's average, in [0, 1); adam, adamw.</param>
/// <param name="Beta2">Decay of the squares' average, in [0, 1); adam, adamw, and rmsprop, where PyTorch calls it alpha.</param>
/// <param name="Epsilon">Added to the root of the squares; at least 1e-30, since 0 would divide 0 by 0 where a unit has no gradient.</param>
/// <param name="WeightDecay">As in PyTorch for every trained parameter: added to the gradient, or for adamw taken from the weight itself.</param>
public sealed record OptimizerOptions(
    string Name,
    double? LearningRate = null,
    double? Momentum = null,
    double? Beta1 = null,
    double? Beta2 = null,
    double? Epsilon = null,
    double? WeightDecay = null)
{
    /// <summary>The names an optimizer can have.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. OptimizerKind.All.Select(k => k.Name)];

    /// <summary>The same optimizer with its defaults filled in; numbers it does not use stay null.</summary>
    /// <exception cref="InputException">An unknown name, a number it does not use, or one out of range.</exception>
    public OptimizerOptions Resolve()
    {
        var defaults = OptimizerKind.Of(Name).Defaults;
        foreach (var key in OptimizerKey.All)
            key.Check(this, defaults);
        return new(
            defaults.Name,
            LearningRate ?? defaults.LearningRate,
            Momentum ?? defaults.Momentum,
            Beta1 ?? defaults.Beta1,
            Beta2 ?? defaults.Beta2,
            Epsilon ?? defaults.Epsilon,
            WeightDecay ?? defaults.WeightDecay);
    }

    /// <summary>Makes the optimizer for parameters; its states are zero.</summary>
    /// <exception cref="InputException">As <see cref="Resolve"/>.</exception>
    public Optimizer<T> Create<T>(ParameterSet<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var resolved = Resolve();
        var optimizer = OptimizerKind.Of(Name).Create(parameters, resolved);
        optimizer.LearningRate = resolved.LearningRate!.Value;
        return optimizer;
    }
}
