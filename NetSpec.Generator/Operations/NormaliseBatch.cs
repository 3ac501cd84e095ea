using System;

namespace NetSpec.Generator;

/// <summary>
/// Batch normalisation of each unit: output = (input - mean) / sqrt(variance + epsilon) * scale + bias, over the batch in training, with the
/// running statistics at inference (Ioffe and Szegedy 2015, algorithms 1 and 2).
/// </summary>
/// <param name="row">Gives a row of its units, by role, that does not grow with the samples.</param>
internal sealed class NormaliseBatch(string layer, Value input, Value output, BatchParameters parameters, double epsilon, double momentum, Func<string, Value> row)
    : Activated(layer, input, output)
{
    // At inference every row is on its own.
    public override int? StateSize => 0;

    public BatchParameters Parameters { get; } = parameters;

    public double Epsilon { get; } = epsilon;

    /// <summary>Share of a new batch in the running statistics.</summary>
    public double Momentum { get; } = momentum;

    /// <summary>Mean of this slice, and the sum of its squares about that, for the other slices to read.</summary>
    public Value SliceMean { get; } = row("SliceMean");

    public Value SliceSquares { get; } = row("SliceSquares");

    /// <summary>Mean and variance of the batch.</summary>
    public Value Mean { get; } = row("Mean");

    public Value Variance { get; } = row("Variance");

    /// <summary>1 / sqrt(variance + epsilon), and the same times the scale.</summary>
    public Value InverseDeviation { get; } = row("InverseDeviation");

    public Value Factor { get; } = row("Factor");

    /// <summary>The gradient of scale and bias: this slice's, for the other slices to read, and the batch's.</summary>
    public Value SliceScaleSum { get; } = row("SliceScaleSum");

    public Value SliceBiasSum { get; } = row("SliceBiasSum");

    public Value ScaleSum { get; } = row("ScaleSum");

    public Value BiasSum { get; } = row("BiasSum");

    public override bool IsTrained => true;

    public override bool NeedsWholeBatch => true;
}

/// <summary>Parameters and state of batch normalisation.</summary>
internal sealed record BatchParameters(ParameterSlot Scale, ParameterSlot Bias, ParameterSlot RunningMean, ParameterSlot RunningVariance);
