namespace NetSpec.Generator;

/// <summary>output = activation(windows of each channel times that channel's own kernel + bias); kernels lie as tap, channel.</summary>
internal sealed class Depthwise(string layer, Value input, Value output, WindowGrid grid, ParameterSlot weight, ParameterSlot? bias)
    : Convolution(layer, input, output, grid, input.Width, weight, bias);
