namespace NetSpec.Generator;

/// <summary>output = activation(windows of the input times kernels + bias); kernels lie in the panels of <c>KernelLayout</c>.</summary>
/// <param name="turned">Offset of the kernels' copy in the packed memory: transposed and reversed, as the gradient of the input reads them.</param>
internal class Convolve(
    string layer, Value input, Value output, WindowGrid grid, int groups, ParameterSlot weight, ParameterSlot? bias, long turned)
    : Convolution(layer, input, output, grid, groups, weight, bias)
{
    public long Turned { get; } = turned;

    public sealed override ConvolutionWalk Forward => base.Forward.ByChannel();

    public sealed override ConvolutionWalk Backward => base.Backward.ByChannel();
}
