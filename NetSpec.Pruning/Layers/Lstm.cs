using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A long short-term memory, gates i, f, g, o. Its cell works unit by unit, so it loses the dropped units and is never folded.</summary>
internal sealed class LstmPruning : RecurrentPruning
{
    /// <inheritdoc/>
    public override string Keyword => LstmKind.Instance.Keyword;

    /// <inheritdoc/>
    public override int Gates => LstmKind.Instance.Gates;

    /// <inheritdoc/>
    protected override double Next(ReadOnlySpan<double> input, ReadOnlySpan<double> state, double before, ref double memory)
    {
        memory = (Sigmoid(input[1] + state[1]) * memory) + (Sigmoid(input[0] + state[0]) * Math.Tanh(input[2] + state[2]));
        return Sigmoid(input[3] + state[3]) * Math.Tanh(memory);
    }
}
