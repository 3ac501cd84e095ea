using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>conv2d</c>: Conv.</summary>
internal sealed class Conv2DExport : LayerExport<Conv2D>
{
    public override string Keyword => Conv2DKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, Conv2D layer, string input, GraphBuilder graph)
    {
        var (mode, amount) = (layer.Padding.Mode, layer.Padding.Amount);
        var (top, bottom) = Convolutions.Padding(mode, amount.Height, layer.Kernel.Height, layer.Dilation.Height);
        var (left, right) = Convolutions.Padding(mode, amount.Width, layer.Kernel.Width, layer.Dilation.Width);
        return graph.Add(
            "Conv",
            place.Path,
            Convolutions.Inputs(place, input, layer.Bias, graph),
            Attributes.Extent("kernel_shape", layer.Kernel),
            Attributes.Extent("strides", layer.Stride),
            Attributes.Wholes("pads", top, left, bottom, right),
            Attributes.Extent("dilations", layer.Dilation),
            Attributes.Whole("group", layer.Groups));
    }
}
