using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A maxpool works channel by channel and has no parameters.</summary>
internal sealed class MaxPoolPruning : LayerPruning
{
    /// <inheritdoc/>
    public override string Keyword => MaxPoolKind.Instance.Keyword;
}
