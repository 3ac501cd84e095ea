using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A long short-term memory, gates i, f, g, o. Its cell works unit by unit, so it loses the dropped units and is never folded.</summary>
internal sealed class LstmPruning : RecurrentPruning
{
    /// <inheritdoc/>
    public override string Keyword => LstmKind.Instance.Keyword;

    /// <inheritdoc/>
    public override int Gates => LstmKind.Instance.Gates;
}
