using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>Dropout has no parameters and its rate holds for any width.</summary>
internal sealed class DropoutPruning : LayerPruning
{
    /// <inheritdoc/>
    public override string Keyword => DropoutKind.Instance.Keyword;
}
