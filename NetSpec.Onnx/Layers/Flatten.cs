using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>flatten</c>: Flatten; both walk the last axis first.</summary>
internal sealed class FlattenExport : LayerExport<Flatten>
{
    public override string Keyword => FlattenKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, Flatten layer, string input, GraphBuilder graph) =>
        graph.Add("Flatten", place.Path, [input], Attributes.Whole("axis", 1));
}
