using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>
/// Batch normalisation of each unit: output = (input - mean) / sqrt(variance + epsilon) * scale + bias, over the batch in training, with the
/// running statistics at inference (Ioffe and Szegedy 2015, algorithms 1 and 2).
/// </summary>
internal sealed class NormaliseBatch(string layer, Value input, Value output, BatchParameters parameters, double epsilon, double momentum)
    : Activated(layer, input, output)
{
    // At inference every row is on its own.
    public override int? StateSize => 0;

    public BatchParameters Parameters { get; } = parameters;

    public double Epsilon { get; } = epsilon;

    /// <summary>Share of a new batch in the running statistics.</summary>
    public double Momentum { get; } = momentum;

    /// <summary>Mean and variance of the batch.</summary>
    public Value Mean { get; } = Row(output, "Mean");

    public Value Variance { get; } = Row(output, "Variance");

    /// <summary>1 / sqrt(variance + epsilon), and the same times the scale.</summary>
    public Value InverseDeviation { get; } = Row(output, "InverseDeviation");

    public Value Factor { get; } = Row(output, "Factor");

    /// <summary>Sums over the slice that the gradient needs twice.</summary>
    public Value ScaleSum { get; } = Row(output, "ScaleSum");

    public Value BiasSum { get; } = Row(output, "BiasSum");

    /// <summary>Its rows that do not grow with the samples.</summary>
    public IEnumerable<Value> Kept => [Mean, Variance, InverseDeviation, Factor, ScaleSum, BiasSum];

    public override bool IsTrained => true;

    public override bool NeedsWholeBatch => true;

    private static Value Row(Value output, string role) => new(output.Name + role, output.Width, 0) { FixedRows = 1, HasGradient = false };
}

/// <summary>Parameters and state of batch normalisation.</summary>
internal sealed record BatchParameters(ParameterSlot Scale, ParameterSlot Bias, ParameterSlot RunningMean, ParameterSlot RunningVariance);
