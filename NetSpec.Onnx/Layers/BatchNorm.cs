using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>batchnorm</c>: BatchNormalization with the running statistics.</summary>
internal sealed class BatchNormExport : LayerExport<BatchNorm>
{
    public override string Keyword => BatchNormKind.Instance.Keyword;

    // PyTorch's momentum is the share of the new batch, ONNX's that of the old statistics.
    protected override string Add(ResolvedLayer place, BatchNorm layer, string input, GraphBuilder graph) => graph.Add(
        "BatchNormalization",
        place.Path,
        [input, .. place.Parameters.Select(parameter => graph.Weight(parameter.Name))],
        Attributes.Number("epsilon", layer.Epsilon),
        Attributes.Number("momentum", 1 - layer.Momentum));
}
