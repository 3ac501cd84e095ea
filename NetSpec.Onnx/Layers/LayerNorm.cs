using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>layernorm</c>: LayerNormalization over the last axis.</summary>
internal sealed class LayerNormExport : LayerExport<LayerNorm>
{
    public override string Keyword => LayerNormKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, LayerNorm layer, string input, GraphBuilder graph) => graph.Add(
        "LayerNormalization",
        place.Path,
        [input, .. place.Parameters.Select(parameter => graph.Weight(parameter.Name))],
        Attributes.Whole("axis", -1),
        Attributes.Number("epsilon", layer.Epsilon));
}
