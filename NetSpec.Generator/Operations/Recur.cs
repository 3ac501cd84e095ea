using System;
using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>
/// h_t = cell(gates_t, W_hh h_(t-1) + b_hh, h_(t-1)) over the steps of a sequence. The input is the part of the gates that does not depend
/// on h, W_ih x_t + b_ih of all steps, each gate's units on a whole number of vectors; the cell writes the finished gates over it.
/// </summary>
internal sealed class Recur : Operation
{
    /// <param name="layer">The layer that it computes.</param>
    /// <param name="gates">The input's part of the gates.</param>
    /// <param name="output">What the layer returns: h of every step, or of the last.</param>
    /// <param name="cell">What a step does.</param>
    /// <param name="weight">W_hh.</param>
    /// <param name="bias">b_hh.</param>
    /// <param name="rows">Gives memory that the operation keeps for itself, by role, units and rows a sample.</param>
    public Recur(string layer, Value gates, Value output, RecurrentCell cell, MatrixView weight, ParameterSlot bias, Func<string, int, int, Value> rows)
        : base(layer, gates, output)
    {
        (Cell, Weight, Bias) = (cell, weight, bias);
        States = output.RowsPerSample == Steps ? output : rows("States", output.Width, Steps);
        Sums = rows("Sums", gates.Width, cell.KeepsSums ? Steps : 1);
        // Both parts of the gates are added as they are, so that they have one gradient.
        if (!cell.KeepsSums) Sums.SharesGradientWith = gates;
        Memory = cell.HasMemory ? rows("Memory", output.Width, Steps) : null;
    }

    public override bool IsTrained => true;

    public RecurrentCell Cell { get; }

    public MatrixView Weight { get; }

    public ParameterSlot Bias { get; }

    public int Steps => Input.RowsPerSample;

    /// <summary>Hidden units.</summary>
    public int Hidden => Output.Width;

    /// <summary>h_t of every step: the output itself, or kept beside it where that is the last one only.</summary>
    public override Value States { get; }

    /// <summary>W_hh h_(t-1) + b_hh, of one step or of all.</summary>
    public Value Sums { get; }

    /// <summary>The memory cells of every step; null: the cell has none.</summary>
    public Value? Memory { get; }

    /// <summary>State before the first step: h, then the memory cells, each padded. Null: zero.</summary>
    public Value? Start { get; set; }

    /// <summary>Zeros in the packed memory, as long as <see cref="Start"/>.</summary>
    public long Zeros { get; set; }

    /// <summary>Where its part of a stream's state begins.</summary>
    public int StateOffset { get; set; }

    public override int? StateSize => Cell.StatesPerUnit * Hidden;

    public override IEnumerable<MatrixView> Matrices => [Weight];
}
