using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>output = activation(weights times input + bias): what passes over multiplications and convolutions know of them.</summary>
internal abstract class WeightedSum(string layer, Value input, Value output, ParameterSlot? bias) : Operation(layer, input, output)
{
    public override bool IsTrained => true;

    /// <summary>Added to every row; null: none.</summary>
    public ParameterSlot? Bias { get; } = bias;

    /// <summary>Applied in the tile's epilogue; set by fusing.</summary>
    public ActivationSpec? Activation { get; set; }

    /// <summary>The activation whose derivative the consumer has already applied to this output's gradient.</summary>
    public bool DerivativeAppliedByConsumer { get; set; }

    /// <summary>The producer of the input, where this operation's epilogue applies its relu mask to the gradient of the input.</summary>
    public WeightedSum? MasksProducer { get; set; }
}
