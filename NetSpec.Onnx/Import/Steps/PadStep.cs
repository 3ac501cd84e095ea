using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>Zeros around an image or a sequence: part of the convolution behind it.</summary>
internal sealed class PadStep(string origin, Edge input, ImmutableArray<SidePadding> sides) : UnaryStep(origin, input)
{
    /// <summary>Of each spatial axis.</summary>
    public ImmutableArray<SidePadding> Sides { get; } = sides;

    public override Placed Place() => throw new Refusal("zeros around a value are said by the convolution behind them, and none is there").Beside(this);
}
