using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>output = f(input), element by element.</summary>
internal sealed class Map : Activated
{
    public Map(string layer, Value input, Value output, ActivationSpec activation)
        : base(layer, input, output) => Activation = activation;

    public override int? StateSize => 0;
}
