namespace NetSpec.Generator;

/// <summary>A convolution of the caller's few planes, read as they lie: inference only, where nobody wants rows of mostly padding made of them.</summary>
/// <param name="of">The convolution.</param>
/// <param name="input">The caller's memory.</param>
internal sealed class ConvolvePlanes(Convolve of, Value input) : WeightedSum(of.Layer, input, of.Output, of.Bias)
{
    private readonly int _channels = of.Input.Width;

    /// <summary>Its windows.</summary>
    public WindowGrid Grid { get; } = of.Grid;

    /// <summary>The kernels.</summary>
    public ParameterSlot Weight { get; } = of.Weight;

    /// <summary>The walk over one plane.</summary>
    public ConvolutionWalk Walk => ConvolutionWalk.Forward(Grid, _channels, Output.Width, 1, 1);

    public override bool IsForInferenceOnly => true;

    public override long ScratchLength => (long)_channels * Walk.Lines.Padded * Walk.Pixels.Padded;

    /// <summary>Whether a convolution of the caller's image may be computed so: the places of a window lie side by side in a plane.</summary>
    public static bool Suits(Convolve convolve) =>
        convolve is not Winograd && convolve.Groups == 1 && convolve.Input.Width <= PooledPlanes.MostChannels && convolve.Grid.Pixels.Dilation == 1;
}
