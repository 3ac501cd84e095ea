using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>An activation layer has no parameters and works unit by unit; softmax is refused by the coupling graph.</summary>
internal sealed class ActivationPruning : LayerPruning
{
    /// <inheritdoc/>
    public override string Keyword => ActivationKind.Instance.Keyword;
}
