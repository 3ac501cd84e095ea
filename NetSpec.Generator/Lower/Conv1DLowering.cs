using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class Conv1DLowering : LayerLowering
{
    public override string Keyword => "conv1d";

    // A sequence is an image of one line.
    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var conv = (Conv1D)layer.Layer;
        var (before, after) = ConvolutionLowering.Pad(conv.Padding.Mode, conv.Padding.Amount, conv.Kernel, conv.Dilation);
        var steps = new WindowAxis(layer.Input[0], conv.Kernel, conv.Stride, conv.Dilation, before, after);
        return ConvolutionLowering.Lower(layer, input, context, new WindowGrid(WindowAxis.One, steps), conv.Filters, conv.Groups, conv.Bias);
    }
}
