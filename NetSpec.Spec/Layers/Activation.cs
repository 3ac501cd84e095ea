namespace NetSpec.Spec;

/// <summary>An activation as a layer of its own.</summary>
public sealed record ActivationLayer() : Layer
{

    /// <inheritdoc/>
    public override LayerKind Kind => ActivationKind.Instance;
}

/// <summary>The kind <c>activation</c>.</summary>
public sealed class ActivationKind : LayerKind
{
    /// <summary>The one instance.</summary>
    public static ActivationKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "activation";
}
