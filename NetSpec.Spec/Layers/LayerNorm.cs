namespace NetSpec.Spec;

/// <summary>Normalises over the last axis.</summary>
public sealed record LayerNorm(double Epsilon = 1e-5) : Layer
{

    /// <inheritdoc/>
    public override LayerKind Kind => LayerNormKind.Instance;
}

/// <summary>The kind <c>layernorm</c>.</summary>
public sealed class LayerNormKind : LayerKind
{
    /// <summary>The one instance.</summary>
    public static LayerNormKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "layernorm";
}
