using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>How a layer kind is made smaller. One derived class per kind, listed in <see cref="LayerPrunings"/>.</summary>
internal abstract class LayerPruning
{
    /// <summary>Keyword of the kind.</summary>
    public abstract string Keyword { get; }

    /// <summary>The layer as the smaller spec states it. Kinds with inner layers resize those through <paramref name="cuts"/>.</summary>
    public virtual Layer Resize(ResolvedLayer layer, CutSet cuts) => layer.Layer;

    /// <summary>Copies the layer's own parameters, less what is cut. Inner layers are visited on their own.</summary>
    public virtual void Slice(ResolvedLayer layer, Cut cut, NetworkWeights from, NetworkWeights into)
    {
    }

    /// <summary>Sum of squares of each unit's incoming weights; null where the kind has none.</summary>
    public virtual double[]? IncomingSquares(ResolvedLayer layer, NetworkWeights weights) => null;
}

/// <summary>How a kind that reads units through a weight is made smaller and reconstructed.</summary>
internal abstract class ReaderPruning : LayerPruning
{
    /// <summary>Weights per read value: 1, or the taps of a kernel.</summary>
    public virtual int Taps(ResolvedLayer layer) => 1;

    /// <summary>How the layer reads its own units one step later; kinds without a state have none.</summary>
    public virtual ReaderPruning State => throw new InvalidOperationException($"A {Keyword} layer has no state.");

    /// <summary>Into how many groups the read units, and the outputs, are split that do not read across. Each is reconstructed alone.</summary>
    public virtual int Groups(ResolvedLayer layer) => 1;

    /// <summary>Whether a regression may replace the weight. A recurrent matrix changes what it reads, and is folded.</summary>
    public virtual bool CanRefit(ResolvedLayer layer) => true;

    /// <summary>Why a fold of this layer does not make up for the mean, where it cannot.</summary>
    public virtual string UncenteredNote => "It has no bias, so the mean is not made up for.";

    /// <summary>Rows of the weight that make some units; null: all. Recurrent layers have one row a gate.</summary>
    public virtual int[]? OutputRows(ResolvedLayer layer, int[]? units) => units;

    /// <summary>Whether a change of the mean can be made up for by a bias.</summary>
    public abstract bool HasBias(ResolvedLayer layer);

    /// <summary>The weight as [outputs, read units * positions * taps] and the bias, ties followed; zero across groups.</summary>
    public abstract LinearMap Read(ResolvedLayer layer, NetworkWeights weights);

    /// <summary>Stores a weight and bias of the smaller layer.</summary>
    public abstract void Write(ResolvedLayer layer, LinearMap map, NetworkWeights into);

    /// <summary>
    /// What the weight is multiplied with, [rows, inputs of the map], for rows that the layer reads; dense: the rows themselves, convolutions: patches.
    /// </summary>
    public virtual double[,] Expand(ResolvedLayer layer, double[,] rows) => rows;

    /// <summary>Sum of squares of each row.</summary>
    protected static double[] RowSquares(double[,] weight)
    {
        var squares = new double[weight.GetLength(0)];
        for (var i = 0; i < squares.Length; i++)
        {
            for (var j = 0; j < weight.GetLength(1); j++) squares[i] += weight[i, j] * weight[i, j];
        }
        return squares;
    }
}

/// <summary>y = W x + b.</summary>
/// <param name="Weight">W, [outputs, inputs].</param>
/// <param name="Bias">b, or null.</param>
internal sealed record LinearMap(double[,] Weight, double[]? Bias)
{
    /// <summary>Some of the outputs; null: all.</summary>
    public LinearMap Outputs(int[]? kept)
    {
        if (kept is null) return this;
        var all = Enumerable.Range(0, Weight.GetLength(1)).ToArray();
        return new(MatrixParts.Part(Weight, kept, all), Bias is null ? null : [.. kept.Select(i => Bias[i])]);
    }
}
