namespace NetSpec.Spec;

/// <summary>Every unit reads every input: y = W x + b.</summary>
public sealed record Dense(int Units) : Layer
{
    /// <summary>Whether b is there.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>The earlier layer whose weight is used; null: its own.</summary>
    public Tie? Tie { get; init; }

    /// <inheritdoc/>
    public override LayerKind Kind => DenseKind.Instance;
}

/// <summary>Reuse of an earlier dense layer's weight, named by its full path.</summary>
public sealed record Tie(string Layer, bool Transpose = false, bool Negate = false);

/// <summary>The kind <c>dense</c>.</summary>
public sealed class DenseKind : LayerKind
{
    /// <summary>The one instance.</summary>
    public static DenseKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "dense";
}
