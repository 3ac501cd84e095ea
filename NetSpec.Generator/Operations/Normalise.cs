namespace NetSpec.Generator;

/// <summary>Layer normalisation of each row: output = (input - mean) / sqrt(variance + epsilon) * scale + bias.</summary>
internal sealed class Normalise(string layer, Value input, Value output, ParameterSlot scale, ParameterSlot bias, double epsilon)
    : Operation(layer, input, output)
{
    public override int? StateSize => 0;

    public override bool IsTrained => true;

    public ParameterSlot Scale { get; } = scale;

    public ParameterSlot Bias { get; } = bias;

    public double Epsilon { get; } = epsilon;

    /// <summary>The normalised rows before scale and bias, kept for the gradient.</summary>
    public Value Normalised { get; } = new(output.Name + "Normalised", output.Width, output.RowsPerSample) { HasGradient = false };

    /// <summary>1 / sqrt(variance + epsilon) of each row, kept for the gradient.</summary>
    public Value InverseDeviation { get; } = new(output.Name + "InverseDeviation", 1, output.RowsPerSample) { HasGradient = false };
}
