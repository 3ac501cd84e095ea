namespace NetSpec.Pruning;

/// <summary>The kept units of one group.</summary>
/// <param name="Order">In order of choice.</param>
/// <param name="Scores">C after each, averaged over the readers.</param>
/// <param name="Rank">Numerical rank of the group where it was found out; null: at least the width.</param>
/// <param name="Notes">What a person should know.</param>
internal sealed record GroupChoice(int[] Order, double[] Scores, int? Rank, IReadOnlyList<string> Notes)
{
    /// <summary>The kept units, ascending.</summary>
    public int[] Kept { get; } = [.. Order.Order()];
}
