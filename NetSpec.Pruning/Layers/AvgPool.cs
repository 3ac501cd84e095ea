using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>An avgpool works channel by channel and has no parameters.</summary>
internal sealed class AvgPoolPruning : LayerPruning
{
    /// <inheritdoc/>
    public override string Keyword => AvgPoolKind.Instance.Keyword;
}
