using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>output = activation(input + other).</summary>
internal sealed class Join(string layer, Value input, Value other, Value output) : Activated(layer, input, output)
{
    public override int? StateSize => 0;

    public Value Other { get; } = other;

    public override IEnumerable<Value> Inputs => [Input, Other];
}
