using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>
/// What rnn, gru and lstm have in common. A unit is a row of every gate and a column of the recurrent matrix. As a reader, a layer here
/// reads its input through weight_ih; its own state it reads through <see cref="RecurrentStatePruning"/>.
/// </summary>
internal abstract class RecurrentPruning : ReaderPruning
{
    /// <summary>Makes the reader of the state that goes with it.</summary>
    protected RecurrentPruning() => State = new RecurrentStatePruning(this);

    /// <summary>Blocks of rows in the matrices.</summary>
    public abstract int Gates { get; }

    /// <inheritdoc/>
    public override ReaderPruning State { get; }

    /// <inheritdoc/>
    public override bool HasBias(ResolvedLayer layer) => true;

    /// <inheritdoc/>
    public override Layer Resize(ResolvedLayer layer, CutSet cuts)
    {
        var recurrent = (Recurrent)layer.Layer;
        return recurrent with { Units = cuts[layer.Path].Outputs?.Length ?? recurrent.Units };
    }

    /// <inheritdoc/>
    public override int[]? OutputRows(ResolvedLayer layer, int[]? units)
    {
        var hidden = ((Recurrent)layer.Layer).Units;
        return units is null ? null : [.. Enumerable.Range(0, Gates).SelectMany(gate => units.Select(u => (gate * hidden) + u))];
    }

    /// <inheritdoc/>
    public override LinearMap Read(ResolvedLayer layer, NetworkWeights weights) =>
        new(weights.Matrix(layer.Path + ".weight_ih"), weights.Vector(layer.Path + ".bias_ih"));

    /// <inheritdoc/>
    public override void Write(ResolvedLayer layer, LinearMap map, NetworkWeights into)
    {
        into.Set(layer.Path + ".weight_ih", map.Weight);
        into.Set(layer.Path + ".bias_ih", map.Bias!);
    }

    /// <inheritdoc/>
    public override void Slice(ResolvedLayer layer, Cut cut, NetworkWeights from, NetworkWeights into)
    {
        var rows = OutputRows(layer, cut.Outputs);
        Write(layer, Columns(Read(layer, from), cut.Inputs).Outputs(rows), into);
        var state = new LinearMap(from.Matrix(layer.Path + ".weight_hh"), from.Vector(layer.Path + ".bias_hh"));
        state = Columns(state, cut.Outputs).Outputs(rows);
        into.Set(layer.Path + ".weight_hh", state.Weight);
        into.Set(layer.Path + ".bias_hh", state.Bias!);
    }

    /// <inheritdoc/>
    public override double[] IncomingSquares(ResolvedLayer layer, NetworkWeights weights)
    {
        var rows = RowSquares(Read(layer, weights).Weight).Zip(RowSquares(weights.Matrix(layer.Path + ".weight_hh")), (a, b) => a + b).ToArray();
        var hidden = rows.Length / Gates;
        return [.. Enumerable.Range(0, hidden).Select(u => Enumerable.Range(0, Gates).Sum(gate => rows[(gate * hidden) + u]))];
    }

    /// <summary>
    /// What the recurrent matrix reads, h_0 = 0 to h_(T-1), [samples * steps, units], from the states h_1 to h_T that the network shows.
    /// </summary>
    public static double[,] Before(double[,] states, int steps)
    {
        var (rows, units) = (states.GetLength(0), states.GetLength(1));
        var before = new double[rows, units];
        for (var row = 0; row < rows; row++)
        {
            if (row % steps == 0) continue;
            for (var unit = 0; unit < units; unit++) before[row, unit] = states[row - 1, unit];
        }
        return before;
    }

    private static LinearMap Columns(LinearMap map, int[]? columns) => columns is null
        ? map
        : map with { Weight = MatrixParts.Part(map.Weight, [.. Enumerable.Range(0, map.Weight.GetLength(0))], columns) };
}
