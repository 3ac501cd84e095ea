using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class Conv2DLowering : LayerLowering
{
    public override string Keyword => "conv2d";

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var conv = (Conv2D)layer.Layer;
        var grid = new WindowGrid(
            Axis(layer.Input[1], conv.Kernel.Height, conv.Stride.Height, conv.Dilation.Height, conv.Padding.Amount.Height),
            Axis(layer.Input[2], conv.Kernel.Width, conv.Stride.Width, conv.Dilation.Width, conv.Padding.Amount.Width));
        return ConvolutionLowering.Lower(layer, input, context, grid, conv.Filters, conv.Groups, conv.Bias);

        WindowAxis Axis(int size, int kernel, int stride, int dilation, int amount)
        {
            var (before, after) = ConvolutionLowering.Pad(conv.Padding.Mode, amount, kernel, dilation);
            return new WindowAxis(size, kernel, stride, dilation, before, after);
        }
    }
}
