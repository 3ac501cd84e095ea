using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A global_avgpool works channel by channel and has no parameters.</summary>
internal sealed class GlobalAvgPoolPruning : LayerPruning
{
    /// <inheritdoc/>
    public override string Keyword => GlobalAvgPoolKind.Instance.Keyword;
}
