using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>What <c>maxpool</c> and <c>avgpool</c> have in common.</summary>
internal abstract class PoolExport<TLayer>(string keyword, string operation) : LayerExport<TLayer>
    where TLayer : Pool
{
    public override string Keyword { get; } = keyword;

    // Both operators leave padding out of what they take, as the language does: AveragePool counts it only where it is told to.
    protected override string Add(ResolvedLayer place, TLayer layer, string input, GraphBuilder graph) => graph.Add(
        operation,
        place.Path,
        [input],
        Attributes.Extent("kernel_shape", layer.Window),
        Attributes.Extent("strides", layer.Stride),
        Attributes.Wholes("pads", layer.Padding.Height, layer.Padding.Width, layer.Padding.Height, layer.Padding.Width));
}
