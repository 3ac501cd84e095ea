using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>
/// A layernorm follows its producer: scale and shift lose the dropped units. What is left is normalised over fewer units, so the kept
/// ones change too; only a refit sees that.
/// </summary>
internal sealed class LayerNormPruning : FollowerPruning
{
    /// <inheritdoc/>
    public override string Keyword => LayerNormKind.Instance.Keyword;
}
