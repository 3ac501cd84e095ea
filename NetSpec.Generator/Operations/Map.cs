using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>output = f(input), element by element.</summary>
internal sealed class Map(string layer, Value input, Value output, ActivationSpec activation) : Operation(layer, input, output)
{
    public override int? StateSize => 0;

    public ActivationSpec Activation { get; } = activation;
}
