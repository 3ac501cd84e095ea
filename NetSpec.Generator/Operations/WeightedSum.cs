using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>output = activation(weights times input + bias): what passes over multiplications and convolutions know of them.</summary>
internal abstract class WeightedSum(string layer, Value input, Value output, ParameterSlot? bias) : Activated(layer, input, output)
{
    public override bool IsTrained => true;

    /// <summary>Added to every row; null: none.</summary>
    public ParameterSlot? Bias { get; } = bias;

    /// <summary>The batch normalisation that its epilogue applies besides; inference only, null: none.</summary>
    public FoldedNormalisation? Folded { get; private set; }

    // Its epilogue stores the gradient of the input, and can as well store zero where the input was zero.
    public override bool CanMaskInputGradient => true;

    /// <summary>The same sum at inference, with what follows it applied in the epilogue.</summary>
    public WeightedSum AtInference(FoldedNormalisation? folded, ActivationSpec? activation, Value output)
    {
        var copy = (WeightedSum)MemberwiseClone();
        (copy.Folded, copy.Activation, copy.Output) = (folded, activation, output);
        return copy;
    }
}
