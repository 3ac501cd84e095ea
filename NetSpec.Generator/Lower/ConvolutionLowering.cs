using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>What the convolutions' lowerings share.</summary>
internal static class ConvolutionLowering
{
    /// <summary>Adds a convolution: a plain multiplication where windows are single pixels, channels in lanes where it is depthwise.</summary>
    public static Value Lower(ResolvedLayer layer, Value input, LoweringContext context, WindowGrid grid, int filters, int groups, bool hasBias, int? keptValues = null)
    {
        var output = context.NewOutput(layer);
        var isDepthwise = groups > 1 && groups == input.Width && groups == filters;
        var walk = ConvolutionWalk.Forward(grid, input.Width, filters, groups, 1);
        if (grid.IsPointwise && groups == 1)
        {
            var weight = Declare(layer, context, $"PanelLayout({filters}, {input.Width})", (long)Padding.Round(filters) * input.Width);
            context.Operations.Add(new Gemm(layer.Path, input, output, new MatrixView(weight, false, false), Bias()));
        }
        else if (isDepthwise)
        {
            var weight = Declare(layer, context, $"DepthwiseLayout({filters}, {grid.Taps})", (long)Padding.Round(filters) * grid.Taps);
            context.Operations.Add(new Depthwise(layer.Path, input, output, grid, weight, Bias()) { KeptValues = keptValues });
        }
        else
        {
            var weight = Declare(layer, context, $"KernelLayout({filters}, {input.Width / groups}, {grid.Taps}, {groups})", walk.KernelLength);
            var turned = context.ReservePacked(ConvolutionWalk.Backward(grid, input.Width, filters, groups, 1).KernelLength);
            context.Operations.Add(Winograd.Suits(grid, input.Width, filters, groups)
                ? new Winograd(
                    layer.Path, input, output, grid, weight, Bias(), turned,
                    context.ReservePacked(WinogradTile.Small.KernelsLength(input.Width, filters)), context.ReservePacked(WinogradTile.Small.KernelsLength(filters, input.Width)))
                : new Convolve(layer.Path, input, output, grid, groups, weight, Bias(), turned) { KeptValues = keptValues });
        }
        return output;

        ParameterSlot? Bias() => hasBias ? VectorSlot.Declare(context, layer, "bias", filters) : null;
    }

    /// <summary>Places before and behind one dimension.</summary>
    public static (int Before, int After) Pad(PaddingMode mode, int amount, int kernel, int dilation)
    {
        var reach = dilation * (kernel - 1);
        return mode switch
        {
            PaddingMode.Valid => (0, 0),
            PaddingMode.Same => (reach / 2, reach / 2),
            PaddingMode.Causal => (reach, 0),
            _ => (amount, amount),
        };
    }

    private static ParameterSlot Declare(ResolvedLayer layer, LoweringContext context, string layout, long length) =>
        context.Declare(layer, "weight", "new global::NetSpec.Runtime." + layout, length);
}
