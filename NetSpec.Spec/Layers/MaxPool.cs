namespace NetSpec.Spec;

/// <summary>The greatest value of each window, the first of equals; padding counts as minus infinity.</summary>
public sealed record MaxPool(Extent Window) : Pool(Window)
{
    /// <inheritdoc/>
    public override LayerKind Kind => MaxPoolKind.Instance;
}

/// <summary>The kind <c>maxpool</c>.</summary>
public sealed class MaxPoolKind : PoolKind<MaxPool>
{
    /// <summary>The one instance.</summary>
    public static MaxPoolKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "maxpool";

    /// <inheritdoc/>
    public override string Summary => "The greatest value of each window, the first of equals; padding counts as minus infinity.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(MaxPoolAttribute);

    private protected override MaxPool Make(Extent window) => new(window);
}
