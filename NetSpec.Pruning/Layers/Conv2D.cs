using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A convolution over an image.</summary>
internal sealed class Conv2DPruning : ConvolutionPruning
{
    /// <inheritdoc/>
    public override string Keyword => Conv2DKind.Instance.Keyword;

    /// <inheritdoc/>
    public override Layer Resize(ResolvedLayer layer, CutSet cuts)
    {
        var conv = (Conv2D)layer.Layer;
        var filters = cuts[layer.Path].Outputs?.Length ?? conv.Filters;
        return conv with { Filters = filters, Groups = conv.Groups == conv.Filters && conv.Groups > 1 ? filters : conv.Groups };
    }

    /// <inheritdoc/>
    public override int Groups(ResolvedLayer layer) => ((Conv2D)layer.Layer).Groups;

    /// <inheritdoc/>
    protected override PatchGrid Grid(ResolvedLayer layer)
    {
        var conv = (Conv2D)layer.Layer;
        var same = new Extent(conv.Dilation.Height * (conv.Kernel.Height - 1) / 2, conv.Dilation.Width * (conv.Kernel.Width - 1) / 2);
        var padding = conv.Padding.Mode switch { PaddingMode.Same => same, PaddingMode.Valid => default, _ => conv.Padding.Amount };
        return new(layer.Input[1], layer.Input[2], layer.Output[1], layer.Output[2], conv.Kernel, conv.Stride, conv.Dilation, padding);
    }
}
