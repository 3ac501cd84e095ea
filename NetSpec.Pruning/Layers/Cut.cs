namespace NetSpec.Pruning;

/// <summary>What stays of one layer.</summary>
/// <param name="Inputs">Indices of the values it reads that stay, ascending; null: all.</param>
/// <param name="Outputs">Indices of its units that stay, ascending; null: all.</param>
internal sealed record Cut(int[]? Inputs, int[]? Outputs)
{
    /// <summary>Everything stays.</summary>
    public static Cut Nothing { get; } = new(null, null);

    /// <summary>Whether anything goes.</summary>
    public bool IsNothing => Inputs is null && Outputs is null;
}
