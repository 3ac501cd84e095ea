using System;
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

    /// <summary>Mean of this slice, and the sum of its squares about that, for the other slices to read.</summary>
    public Value SliceMean { get; } = Row(output, "SliceMean");

    public Value SliceSquares { get; } = Row(output, "SliceSquares");

    /// <summary>Mean and variance of the batch.</summary>
    public Value Mean { get; } = Row(output, "Mean");

    public Value Variance { get; } = Row(output, "Variance");

    /// <summary>1 / sqrt(variance + epsilon), and the same times the scale.</summary>
    public Value InverseDeviation { get; } = Row(output, "InverseDeviation");

    public Value Factor { get; } = Row(output, "Factor");

    /// <summary>The gradient of scale and bias: this slice's, for the other slices to read, and the batch's.</summary>
    public Value SliceScaleSum { get; } = Row(output, "SliceScaleSum");

    public Value SliceBiasSum { get; } = Row(output, "SliceBiasSum");

    public Value ScaleSum { get; } = Row(output, "ScaleSum");

    public Value BiasSum { get; } = Row(output, "BiasSum");

    /// <summary>Its rows that do not grow with the samples.</summary>
    public IEnumerable<Value> Kept =>
        [SliceMean, SliceSquares, Mean, Variance, InverseDeviation, Factor, SliceScaleSum, SliceBiasSum, ScaleSum, BiasSum];

    public override bool IsTrained => true;

    public override bool NeedsWholeBatch => true;

    private static Value Row(Value output, string role) => new(Stem(output.Name) + role, output.Width, 0) { FixedRows = 1, HasGradient = false };

    // Ten rows a layer, each named many times: a large network's text is a tenth shorter without the role of the value itself.
    private static string Stem(string name) =>
        name.EndsWith("PreActivation", StringComparison.Ordinal) ? name.Substring(0, name.Length - "PreActivation".Length)
        : name.EndsWith("Output", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Output".Length) : name;
}

/// <summary>Parameters and state of batch normalisation.</summary>
internal sealed record BatchParameters(ParameterSlot Scale, ParameterSlot Bias, ParameterSlot RunningMean, ParameterSlot RunningVariance);
