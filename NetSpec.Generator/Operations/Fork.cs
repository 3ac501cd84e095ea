using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>One value for several readers: nothing to do forward; backward the readers' gradients are added. So no other operation adds to a gradient.</summary>
internal sealed class Fork(string layer, Value input, ImmutableArray<Value> outputs) : Operation(layer, input, outputs[0])
{
    public override int? StateSize => 0;

    public override bool KeepsZeros => true;

    public override IEnumerable<Value> Outputs => outputs;

    public override bool CanMaskInputGradient => true;

    /// <summary>The outputs whose gradients are added to the first's.</summary>
    public IEnumerable<Value> Others => outputs.Skip(1);
}
