namespace NetSpec.Spec;

/// <summary>(x - mean) / std with constants; one number or one per feature or channel.</summary>
public sealed record Normalize(EquatableArray<double> Mean, EquatableArray<double> Std) : Layer
{

    /// <inheritdoc/>
    public override LayerKind Kind => NormalizeKind.Instance;
}

/// <summary>The kind <c>normalize</c>.</summary>
public sealed class NormalizeKind : LayerKind
{
    /// <summary>The one instance.</summary>
    public static NormalizeKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "normalize";
}
