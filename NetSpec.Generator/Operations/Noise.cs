namespace NetSpec.Generator;

/// <summary>Multiplies units by noise in training; the identity at inference.</summary>
internal sealed class Noise(string layer, Value input, Value output, Value factors, double rate, DropoutNoise kind, int index) : Operation(layer, input, output)
{
    public override int? StateSize => 0;

    public override bool KeepsZeros => true;

    public double Rate { get; } = rate;

    public DropoutNoise Kind { get; } = kind;

    /// <summary>Number of the operation among its kind, so that two layers draw different noise.</summary>
    public int Index { get; } = index;

    /// <summary>The factors drawn, kept for the gradient.</summary>
    public Value Factors { get; } = factors;
}
