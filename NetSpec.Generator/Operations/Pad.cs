namespace NetSpec.Generator;

/// <summary>Copies the caller's rows into padded ones, for operations that read whole vectors.</summary>
internal sealed class Pad(Value input, Value output) : Operation("", input, output)
{
    public override int? StateSize => 0;

    public override bool KeepsZeros => true;
}
