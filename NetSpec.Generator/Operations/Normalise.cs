using System;

namespace NetSpec.Generator;

/// <summary>Layer normalisation of each row: output = (input - mean) / sqrt(variance + epsilon) * scale + bias.</summary>
/// <param name="rows">Gives as many rows as the input has, by role and width, of which no gradient is taken.</param>
internal sealed class Normalise(string layer, Value input, Value output, ParameterSlot scale, ParameterSlot bias, double epsilon, Func<string, int, Value> rows)
    : Operation(layer, input, output)
{
    public override int? StateSize => 0;

    public override bool IsTrained => true;

    public ParameterSlot Scale { get; } = scale;

    public ParameterSlot Bias { get; } = bias;

    public double Epsilon { get; } = epsilon;

    /// <summary>The normalised rows before scale and bias, kept for the gradient.</summary>
    public Value Normalised { get; } = rows("Normalised", output.Width);

    /// <summary>1 / sqrt(variance + epsilon) of each row, kept for the gradient.</summary>
    public Value InverseDeviation { get; } = rows("InverseDeviation", 1);
}
