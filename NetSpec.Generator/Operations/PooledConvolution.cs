namespace NetSpec.Generator;

/// <summary>
/// output = the greatest of two by two of activation(convolution of 3x3 + bias): inference only, where nobody looks between the two. The four
/// results of a window are computed together, and their greatest is all that reaches memory.
/// </summary>
/// <param name="of">The convolution.</param>
/// <param name="input">What is read: its input, or the caller's memory.</param>
/// <param name="pool">The pool behind it.</param>
/// <param name="kernels">Offset of the transformed kernels in the packed memory.</param>
internal abstract class PooledConvolution(Convolve of, Value input, Pool pool, long kernels) : WeightedSum(of.Layer, input, pool.Output, of.Bias)
{
    /// <summary>The convolution's windows.</summary>
    public WindowGrid Grid { get; } = of.Grid;

    /// <summary>The kernels.</summary>
    public ParameterSlot Weight { get; } = of.Weight;

    /// <summary>Where the transformed kernels lie.</summary>
    public long Kernels { get; } = kernels;

    /// <summary>The pool's layer.</summary>
    public string Pool { get; } = pool.Layer;

    /// <summary>The walk over the convolution's pixels.</summary>
    public abstract ConvolutionWalk Walk { get; }

    public sealed override bool IsForInferenceOnly => true;

    public sealed override bool KeepsForwardCopy => true;

    /// <summary>Whether the windows of a convolution are 3x3 at stride 1.</summary>
    public static bool Suits(WindowGrid grid) => Suits(grid.Lines) && Suits(grid.Pixels);

    /// <summary>Whether a pool takes the greatest of two by two.</summary>
    public static bool Suits(Pool pool) => !pool.IsMean && IsHalf(pool.Grid.Lines) && IsHalf(pool.Grid.Pixels);

    private static bool Suits(WindowAxis axis) => axis is { Window: 3, Stride: 1, Dilation: 1 };

    private static bool IsHalf(WindowAxis axis) => axis is { Window: 2, Stride: 2, Dilation: 1, Before: 0, After: 0 };
}
