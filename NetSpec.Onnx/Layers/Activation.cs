using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>activation</c>: nothing of its own; what every layer may end in is added for it.</summary>
internal sealed class ActivationExport : LayerExport<ActivationLayer>
{
    public override string Keyword => ActivationKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, ActivationLayer layer, string input, GraphBuilder graph) => input;
}
