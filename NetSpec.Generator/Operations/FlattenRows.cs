using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>The rows of each sample as one row, in PyTorch's order: an image's channels one after the other, a sequence's steps.</summary>
internal sealed class FlattenRows(string layer, Value input, Value output, Shape shape) : Operation(layer, input, output)
{
    public override bool KeepsZeros => true;

    /// <summary>Shape of the input.</summary>
    public Shape Shape { get; } = shape;
}
