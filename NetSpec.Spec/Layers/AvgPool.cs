namespace NetSpec.Spec;

/// <summary>The mean of each window; padding is not counted.</summary>
public sealed record AvgPool(Extent Window) : Pool(Window)
{
    /// <inheritdoc/>
    public override LayerKind Kind => AvgPoolKind.Instance;
}

/// <summary>The kind <c>avgpool</c>.</summary>
public sealed class AvgPoolKind : PoolKind<AvgPool>
{
    /// <summary>The one instance.</summary>
    public static AvgPoolKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "avgpool";

    /// <inheritdoc/>
    public override string Summary => "The mean of each window; padding is not counted.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(AvgPoolAttribute);

    private protected override AvgPool Make(Extent window) => new(window);
}
