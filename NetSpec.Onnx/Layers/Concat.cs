using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>concat</c>: Concat of the branches along the axis after the batch.</summary>
internal sealed class ConcatExport : LayerExport<Concat>
{
    public override string Keyword => ConcatKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, Concat layer, string input, GraphBuilder graph) =>
        graph.Add("Concat", place.Path, [.. place.Branches.Select(branch => graph.Walk(branch.Layers, input))], Attributes.Whole("axis", 1));
}
