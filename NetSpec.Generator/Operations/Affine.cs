namespace NetSpec.Generator;

/// <summary>output = (input - mean) * scale with constants.</summary>
internal sealed class Affine(string layer, Value input, Value output, PackedConstant mean, PackedConstant scale) : Operation(layer, input, output)
{
    public override int? StateSize => 0;

    public PackedConstant Mean { get; } = mean;

    public PackedConstant Scale { get; } = scale;
}
