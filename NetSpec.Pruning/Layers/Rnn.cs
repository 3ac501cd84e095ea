using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A simple recurrent layer.</summary>
internal sealed class RnnPruning : RecurrentPruning
{
    /// <inheritdoc/>
    public override string Keyword => RnnKind.Instance.Keyword;

    /// <inheritdoc/>
    public override int Gates => RnnKind.Instance.Gates;

    /// <inheritdoc/>
    protected override double Next(ReadOnlySpan<double> input, ReadOnlySpan<double> state, double before, ref double memory) => Math.Tanh(input[0] + state[0]);
}
