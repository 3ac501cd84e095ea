namespace NetSpec.Spec;

/// <summary>A gated recurrent unit (gates r, z, n; the reset gate after the matrix).</summary>
public sealed record Gru(int Units) : Recurrent(Units)
{
    /// <inheritdoc/>
    public override LayerKind Kind => GruKind.Instance;
}

/// <summary>The kind <c>gru</c>.</summary>
public sealed class GruKind : RecurrentKind<Gru>
{
    /// <summary>The one instance.</summary>
    public static GruKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "gru";

    /// <inheritdoc/>
    public override string Summary => "A gated recurrent unit (gates r, z, n; the reset gate after the matrix).";

    /// <inheritdoc/>
    public override string AttributeName => nameof(GruAttribute);

    /// <inheritdoc/>
    public override int Gates => 3;

    private protected override Gru Make(int units) => new(units);
}
