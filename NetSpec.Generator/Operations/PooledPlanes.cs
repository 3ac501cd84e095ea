namespace NetSpec.Generator;

/// <summary>A pooled convolution of the caller's few planes, read as they lie: no rows of mostly padding are made of them.</summary>
/// <param name="channels">Planes.</param>
internal sealed class PooledPlanes(Convolve of, Value input, Pool pool, int channels) : PooledConvolution(of, input, pool)
{
    /// <summary>More channels repay transforming them.</summary>
    public const int MostChannels = 4;

    public override ConvolutionWalk Walk => ConvolutionWalk.Forward(Grid, channels, Output.Width, 1, 1);

    public override long ScratchLength => (long)channels * Walk.Lines.Padded * Walk.Pixels.Padded;
}
