namespace NetSpec;

/// <summary>An activation as a layer of its own.</summary>
/// <param name="activation">What is applied.</param>
public sealed class ActivationAttribute(Activation activation) : LayerAttribute
{
    /// <summary>What is applied.</summary>
    public Activation Activation { get; } = activation;
}
