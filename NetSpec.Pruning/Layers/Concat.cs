using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A concat keeps each branch's units apart; its readers know the offsets. It has no parameters of its own.</summary>
internal sealed class ConcatPruning : LayerPruning
{
    /// <inheritdoc/>
    public override string Keyword => ConcatKind.Instance.Keyword;

    /// <inheritdoc/>
    public override Layer Resize(ResolvedLayer layer, CutSet cuts) =>
        (Concat)layer.Layer with { Branches = layer.Branches.Select(b => cuts.Resize(b.Layers)).ToImmutableArray() };
}
