using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A gated recurrent unit, gates r, z, n; the reset gate comes after the matrix.</summary>
internal sealed class GruPruning : RecurrentPruning
{
    /// <inheritdoc/>
    public override string Keyword => GruKind.Instance.Keyword;

    /// <inheritdoc/>
    public override int Gates => GruKind.Instance.Gates;
}
