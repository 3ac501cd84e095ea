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

    /// <summary>The kind of a layer that has a state.</summary>
    public static RecurrentPruning Of(ResolvedLayer layer) => (RecurrentPruning)LayerPrunings.Of(layer);

    /// <summary>One unit's next state.</summary>
    /// <param name="input">The input's part of each gate, bias included.</param>
    /// <param name="state">The state's part of each gate, bias included.</param>
    /// <param name="before">The unit's state.</param>
    /// <param name="memory">Its memory cell, for kinds that have one.</param>
    protected abstract double Next(ReadOnlySpan<double> input, ReadOnlySpan<double> state, double before, ref double memory);

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
    /// What the recurrent matrix reads, h_0 = 0 to h_(T-1), [samples * steps, units], for what the layer reads, [samples * steps, features].
    /// A layer that returns its last state alone shows none of those.
    /// </summary>
    public double[,] States(ResolvedLayer layer, double[,] inputs, NetworkWeights weights)
    {
        var (steps, hidden) = (layer.Input[0], ((Recurrent)layer.Layer).Units);
        var samples = inputs.GetLength(0) / steps;
        var map = Read(layer, weights);
        var fromInput = MatrixProduct.MultiplyTransposed(inputs, map.Weight);
        var (weight, bias) = (weights.Matrix(layer.Path + ".weight_hh"), weights.Vector(layer.Path + ".bias_hh"));
        var (states, state, memory) = (new double[samples * steps, hidden], new double[samples, hidden], new double[samples, hidden]);
        Span<double> input = stackalloc double[Gates], own = stackalloc double[Gates];
        for (var step = 0; step < steps; step++)
        {
            var fromState = MatrixProduct.MultiplyTransposed(state, weight);
            for (var sample = 0; sample < samples; sample++)
            {
                var row = (sample * steps) + step;
                for (var unit = 0; unit < hidden; unit++)
                {
                    states[row, unit] = state[sample, unit];
                    for (var gate = 0; gate < Gates; gate++)
                    {
                        var column = (gate * hidden) + unit;
                        input[gate] = fromInput[row, column] + map.Bias![column];
                        own[gate] = fromState[sample, column] + bias[column];
                    }
                    state[sample, unit] = Next(input, own, state[sample, unit], ref memory[sample, unit]);
                }
            }
        }
        return states;
    }

    /// <summary>The logistic function.</summary>
    protected static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static LinearMap Columns(LinearMap map, int[]? columns) => columns is null
        ? map
        : map with { Weight = MatrixParts.Part(map.Weight, [.. Enumerable.Range(0, map.Weight.GetLength(0))], columns) };
}
