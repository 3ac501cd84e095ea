using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>
/// A residual sum: both sides keep the same units, and an identity side keeps them as they are. It has no parameters of its own.
/// </summary>
internal sealed class ResidualPruning : LayerPruning
{
    /// <inheritdoc/>
    public override string Keyword => ResidualKind.Instance.Keyword;

    /// <inheritdoc/>
    public override Layer Resize(ResolvedLayer layer, CutSet cuts) => (Residual)layer.Layer with
    {
        Body = cuts.Resize(layer.Branches[0].Layers),
        Shortcut = cuts.Resize(layer.Branches[1].Layers),
    };
}
