using System.Linq;
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
        // Step by step only where the newest step is the last that a window reads.
        var reach = conv.Dilation * (conv.Kernel - 1);
        int? kept = conv.Stride == 1 && before == reach && after == 0 ? reach * input.Width : null;
        if (context.IsStep && kept > 0)
        {
            (input, steps, kept) = (Window(layer, input, reach + 1, context), new WindowAxis(reach + 1, conv.Kernel, 1, conv.Dilation), 0);
        }
        return ConvolutionLowering.Lower(layer, input, context, new WindowGrid(WindowAxis.One, steps), conv.Filters, conv.Groups, conv.Bias, kept);
    }

    private static Value Window(ResolvedLayer layer, Value input, int steps, LoweringContext context)
    {
        var window = context.NewValue(layer.Path, "Window", new Shape(steps, input.Width));
        context.Operations.Add(new SlideWindow(layer.Path, input, window, context.Operations.Sum(o => o.StateSize ?? 0)));
        return window;
    }
}
