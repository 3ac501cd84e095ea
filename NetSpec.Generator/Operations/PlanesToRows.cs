using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Turns the caller's images [channels][height][width] into rows of channels, one a pixel, for operations that read whole vectors.</summary>
internal sealed class PlanesToRows(Value input, Value output, Shape shape) : Operation("", input, output)
{
    public override bool KeepsZeros => true;

    public Shape Shape { get; } = shape;
}
