using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>dropout</c>: nothing, since models are written for inference.</summary>
internal sealed class DropoutExport : LayerExport<Dropout>
{
    public override string Keyword => DropoutKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, Dropout layer, string input, GraphBuilder graph) => input;
}
