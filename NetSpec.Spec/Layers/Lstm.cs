namespace NetSpec.Spec;

/// <summary>A long short-term memory (gates i, f, g, o).</summary>
public sealed record Lstm(int Units) : Recurrent(Units)
{
    /// <inheritdoc/>
    public override LayerKind Kind => LstmKind.Instance;
}

/// <summary>The kind <c>lstm</c>.</summary>
public sealed class LstmKind : RecurrentKind<Lstm>
{
    /// <summary>The one instance.</summary>
    public static LstmKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "lstm";

    /// <inheritdoc/>
    public override string Summary => "A long short-term memory (gates i, f, g, o).";

    /// <inheritdoc/>
    public override string AttributeName => nameof(LstmAttribute);

    /// <inheritdoc/>
    public override int Gates => 4;

    private protected override Lstm Make(int units) => new(units);
}
