using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>Constants of the spec: one per feature follows the feature, a single one stays.</summary>
internal sealed class NormalizePruning : LayerPruning
{
    /// <inheritdoc/>
    public override string Keyword => NormalizeKind.Instance.Keyword;

    /// <inheritdoc/>
    public override Layer Resize(ResolvedLayer layer, CutSet cuts)
    {
        var normalize = (Normalize)layer.Layer;
        return cuts[layer.Path].Outputs is { } kept
            ? normalize with { Mean = Keep(normalize.Mean, kept), Std = Keep(normalize.Std, kept) }
            : normalize;
    }

    private static EquatableArray<double> Keep(EquatableArray<double> values, int[] kept) =>
        values.Count <= 1 ? values : kept.Select(i => values[i]).ToImmutableArray();
}
