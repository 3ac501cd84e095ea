using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A convolution over a sequence.</summary>
internal sealed class Conv1DPruning : ConvolutionPruning
{
    /// <inheritdoc/>
    public override string Keyword => Conv1DKind.Instance.Keyword;

    /// <inheritdoc/>
    public override Layer Resize(ResolvedLayer layer, CutSet cuts)
    {
        var conv = (Conv1D)layer.Layer;
        var filters = cuts[layer.Path].Outputs?.Length ?? conv.Filters;
        return conv with { Filters = filters, Groups = conv.Groups == conv.Filters && conv.Groups > 1 ? filters : conv.Groups };
    }

    /// <inheritdoc/>
    public override int Groups(ResolvedLayer layer) => ((Conv1D)layer.Layer).Groups;

    /// <inheritdoc/>
    protected override PatchGrid Grid(ResolvedLayer layer)
    {
        var conv = (Conv1D)layer.Layer;
        var reach = conv.Dilation * (conv.Kernel - 1);
        var before = conv.Padding.Mode switch
        {
            PaddingMode.Same => reach / 2,
            PaddingMode.Causal => reach,
            PaddingMode.Valid => 0,
            _ => conv.Padding.Amount,
        };
        return new(1, layer.Input[0], 1, layer.Output[0], new(1, conv.Kernel), new(1, conv.Stride), new(1, conv.Dilation), new(0, before));
    }
}
