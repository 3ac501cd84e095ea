using System.Collections.Generic;
using System.Collections.Immutable;

namespace NetSpec.Generator;

/// <summary>Rows of several values side by side.</summary>
internal sealed class Concatenate(string layer, ImmutableArray<Value> inputs, Value output) : Operation(layer, inputs[0], output)
{
    // Sequences are joined along time.
    public override int? StateSize => Output.RowsPerSample == 1 ? 0 : null;

    public override bool KeepsZeros => true;

    public override IEnumerable<Value> Inputs => inputs;
}
