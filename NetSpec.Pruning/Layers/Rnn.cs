using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A simple recurrent layer.</summary>
internal sealed class RnnPruning : RecurrentPruning
{
    /// <inheritdoc/>
    public override string Keyword => RnnKind.Instance.Keyword;

    /// <inheritdoc/>
    public override int Gates => RnnKind.Instance.Gates;
}
