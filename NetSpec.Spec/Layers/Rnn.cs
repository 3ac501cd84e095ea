namespace NetSpec.Spec;

/// <summary>A recurrent layer with tanh.</summary>
public sealed record Rnn(int Units) : Recurrent(Units)
{
    /// <inheritdoc/>
    public override LayerKind Kind => RnnKind.Instance;
}

/// <summary>The kind <c>rnn</c>.</summary>
public sealed class RnnKind : RecurrentKind<Rnn>
{
    /// <summary>The one instance.</summary>
    public static RnnKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "rnn";

    /// <inheritdoc/>
    public override string Summary => "A recurrent layer with tanh.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(RnnAttribute);

    /// <inheritdoc/>
    public override int Gates => 1;

    private protected override Rnn Make(int units) => new(units);
}
