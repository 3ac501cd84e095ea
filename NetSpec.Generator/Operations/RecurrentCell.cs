namespace NetSpec.Generator;

/// <summary>What the printers of a recurrence need to know of a cell; its formulas are in <see cref="CellCodes"/>.</summary>
/// <param name="Name">For the names of generated methods.</param>
/// <param name="Gates">Blocks of units in its matrices.</param>
/// <param name="HasMemory">Whether it keeps a memory cell beside its hidden state.</param>
/// <param name="KeepsSums">
/// Whether the gradients of the input's and of the recurrent matrix's part of the gates differ, so that the latter is kept for every step.
/// </param>
internal sealed record RecurrentCell(string Name, int Gates, bool HasMemory, bool KeepsSums)
{
    public static readonly RecurrentCell Rnn = new("Rnn", Gates: 1, HasMemory: false, KeepsSums: false);
    public static readonly RecurrentCell Gru = new("Gru", Gates: 3, HasMemory: false, KeepsSums: true);
    public static readonly RecurrentCell Lstm = new("Lstm", Gates: 4, HasMemory: true, KeepsSums: false);

    /// <summary>Values of each unit that go from step to step.</summary>
    public int StatesPerUnit => HasMemory ? 2 : 1;
}
