using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>residual</c>: Add of the body and the shortcut.</summary>
internal sealed class ResidualExport : LayerExport<Residual>
{
    public override string Keyword => ResidualKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, Residual layer, string input, GraphBuilder graph) =>
        graph.Add("Add", place.Path, [.. place.Branches.Select(branch => graph.Walk(branch.Layers, input))]);
}
