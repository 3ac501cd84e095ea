namespace NetSpec.Generator;

/// <summary>softmax or log softmax over the units of each row.</summary>
internal sealed class Softmax(string layer, Value input, Value output, bool log) : Operation(layer, input, output)
{
    public override int? StateSize => 0;

    public bool Log { get; } = log;
}
