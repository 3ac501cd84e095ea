using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>
/// A layernorm follows its producer: scale and shift lose the dropped units. What is left is normalised over fewer units, so the kept
/// ones change too; only a refit sees that.
/// </summary>
internal sealed class LayerNormPruning : LayerPruning
{
    /// <inheritdoc/>
    public override string Keyword => LayerNormKind.Instance.Keyword;

    /// <inheritdoc/>
    public override void Slice(ResolvedLayer layer, Cut cut, NetworkWeights from, NetworkWeights into)
    {
        foreach (var parameter in layer.Parameters)
        {
            var values = from.Vector(parameter.Name);
            into.Set(parameter.Name, cut.Outputs is { } kept ? [.. kept.Select(i => values[i])] : values);
        }
    }
}
