namespace NetSpec.Generator;

/// <summary>output = activation(windows of each channel times that channel's own kernel + bias); kernels lie as tap, channel.</summary>
internal sealed class Depthwise(string layer, Value input, Value output, WindowGrid grid, ParameterSlot weight, ParameterSlot? bias)
    : Convolution(layer, input, output, grid, input.Width, weight, bias)
{
    /// <summary>Whether kernels are 3x3 at stride 1 with a place of padding all around: those of most networks, which have a form of their own.</summary>
    public bool IsSmall => IsSame(Grid.Lines) && IsSame(Grid.Pixels);

    private static bool IsSame(WindowAxis axis) => axis is { Window: 3, Stride: 1, Dilation: 1, Before: 1, After: 1 };
}
