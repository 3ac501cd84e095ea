using System;

namespace NetSpec.Generator;

/// <summary>A weighted sum over windows of an image or a sequence.</summary>
internal abstract class Convolution(string layer, Value input, Value output, WindowGrid grid, int groups, ParameterSlot weight, ParameterSlot? bias)
    : WeightedSum(layer, input, output, bias)
{
    public WindowGrid Grid { get; } = grid;

    /// <summary>Groups of channels that kernels do not read across.</summary>
    public int Groups { get; } = groups;

    /// <summary>Values that a stream keeps for it; 0 where they are kept before it, null where a window reaches beyond the newest step.</summary>
    public int? KeptValues { get; init; }

    public override int? StateSize => KeptValues;

    /// <summary>The kernels.</summary>
    public ParameterSlot Weight { get; } = weight;

    /// <summary>From the input to the output.</summary>
    public virtual ConvolutionWalk Forward => ConvolutionWalk.Forward(Grid, Input.Width, Output.Width, Groups, Input.Stride);

    /// <summary>From the gradient of the output to that of the input.</summary>
    public virtual ConvolutionWalk Backward => ConvolutionWalk.Backward(Grid, Input.Width, Output.Width, Groups, Output.GradientStride);

    /// <summary>Where a slice's gradient of the kernels is summed up, in the scratch memory.</summary>
    public long SumsOffset => Padding.Round(Math.Max(Forward.ScratchLength, Backward.ScratchLength));

    // One padded sample at a time, so that it stays in the cache.
    public override long ScratchLength => SumsOffset + Weight.PackedLength;
}
