using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>An operation that can apply an activation to its output before it stores it; what passes over activations know of it.</summary>
internal abstract class Activated(string layer, Value input, Value output) : Operation(layer, input, output)
{
    /// <summary>Applied on the way to memory; set by fusing.</summary>
    public ActivationSpec? Activation { get; set; }

    /// <summary>Whether the consumer has already applied the activation's derivative to this output's gradient.</summary>
    public bool DerivativeAppliedByConsumer { get; set; }
}
