using System;
using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>
/// How a cell is printed for one vector of units <c>i</c>. Statements see rows of one step: <c>x</c> the gates (before the cell the input's
/// part, after it the gates themselves), <c>s</c> the recurrent matrix's part, <c>p</c> and <c>h</c> the hidden states before and after,
/// <c>q</c> and <c>c</c> the memory cells before and after. Gate g begins at <c>g * units</c>. Padding lanes stay zero where h and c do.
/// </summary>
/// <param name="Cell">Which.</param>
/// <param name="Forward">Statements that set h, c and the gates.</param>
/// <param name="Backward">
/// Statements that set the gradients <c>dx</c> and, where the cell keeps its sums, <c>ds</c> from <c>dh</c>; those that turn <c>dc</c>, the
/// gradient of the memory cells, into that of the step before; and those that add to <c>dp</c> where <c>hasPrevious</c>.
/// </param>
internal sealed record CellCode(RecurrentCell Cell, Func<CellPrinter, string> Forward, Func<CellPrinter, string> Backward)
{
    /// <summary>Gates that do not wait for each other, as <see cref="GateMethods"/> computes them: variables of sums before, of gates after.</summary>
    public IReadOnlyList<(string Name, bool IsTanh)> Gates { get; init; } = [];
}

/// <summary>Prints loads and stores of a cell's rows.</summary>
/// <param name="target">For which vectors.</param>
/// <param name="sums">The variables that hold the recurrent matrix's part of the gates; null: it is loaded from its row.</param>
internal sealed class CellPrinter(VectorTarget target, Func<int, string>? sums = null)
{
    /// <summary>One, in every lane.</summary>
    public string One => target.Number(1);

    /// <summary>A vector of a row.</summary>
    public string Load(string row, int gate = 0) => row == "s" && sums is not null ? sums(gate) : $"{target.Static}.LoadAligned({At(row, gate)})";

    /// <summary>A store to a row.</summary>
    public string Store(string value, string row, int gate = 0) => $"({value}).StoreAligned({At(row, gate)});";

    private static string At(string row, int gate) => gate switch { 0 => $"{row} + i", 1 => $"{row} + units + i", _ => $"{row} + ({gate} * units) + i" };
}
