using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A gated recurrent unit, gates r, z, n; the reset gate comes after the matrix.</summary>
internal sealed class GruPruning : RecurrentPruning
{
    /// <inheritdoc/>
    public override string Keyword => GruKind.Instance.Keyword;

    /// <inheritdoc/>
    public override int Gates => GruKind.Instance.Gates;

    /// <inheritdoc/>
    protected override double Next(ReadOnlySpan<double> input, ReadOnlySpan<double> state, double before, ref double memory)
    {
        var (reset, update) = (Sigmoid(input[0] + state[0]), Sigmoid(input[1] + state[1]));
        return ((1 - update) * Math.Tanh(input[2] + (reset * state[2]))) + (update * before);
    }
}
