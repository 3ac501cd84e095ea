using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class ConcatLowering : LayerLowering
{
    public override string Keyword => "concat";

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var inputs = context.Fork(layer, input, layer.Branches.Count);
        var branches = layer.Branches.Select((branch, i) => LayerLowerings.Lower(branch.Layers, inputs[i], context)).ToImmutableArray();
        var output = context.NewOutput(layer);
        context.Operations.Add(new Concatenate(layer.Path, branches, output));
        return output;
    }
}
