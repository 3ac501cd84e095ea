using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A flatten lays out each channel as a block of positions; its readers know the blocks.</summary>
internal sealed class FlattenPruning : LayerPruning
{
    /// <inheritdoc/>
    public override string Keyword => FlattenKind.Instance.Keyword;
}
