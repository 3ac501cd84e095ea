using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>global_avgpool</c>: GlobalAveragePool, which keeps the axes of the image, or the mean over the steps of a sequence.</summary>
internal sealed class GlobalAvgPoolExport : LayerExport<GlobalAvgPool>
{
    public override string Keyword => GlobalAvgPoolKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, GlobalAvgPool layer, string input, GraphBuilder graph) => place.Input.IsImage
        ? graph.Add("Flatten", place.Path, [graph.Add("GlobalAveragePool", place.Path, [input])], Attributes.Whole("axis", 1))
        : graph.Add("ReduceMean", place.Path, [input], Attributes.Wholes("axes", 1), Attributes.Whole("keepdims", 0));
}
