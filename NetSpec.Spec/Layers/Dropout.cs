namespace NetSpec.Spec;

/// <summary>Noise in training, the identity at inference.</summary>
public sealed record Dropout(double Rate) : Layer
{
    /// <summary>Bernoulli, or gaussian: times N(1, rate / (1 - rate)).</summary>
    public DropoutNoise Noise { get; init; }
    /// <inheritdoc/>
    public override LayerKind Kind => DropoutKind.Instance;
}

/// <summary>The kind <c>dropout</c>.</summary>
public sealed class DropoutKind : LayerKind
{
    /// <summary>The one instance.</summary>
    public static DropoutKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "dropout";
}
