using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A dense layer: rows of its weight follow its units, columns what it reads.</summary>
internal sealed class DensePruning : ReaderPruning
{
    /// <inheritdoc/>
    public override string Keyword => DenseKind.Instance.Keyword;

    /// <inheritdoc/>
    public override bool HasBias(ResolvedLayer layer) => ((Dense)layer.Layer).Bias;

    /// <inheritdoc/>
    public override Layer Resize(ResolvedLayer layer, CutSet cuts)
    {
        var dense = (Dense)layer.Layer;
        return dense with
        {
            Units = cuts[layer.Path].Outputs?.Length ?? dense.Units,
            Tie = cuts.DissolvesTie(layer.Path) ? null : dense.Tie,
        };
    }

    /// <inheritdoc/>
    public override void Slice(ResolvedLayer layer, Cut cut, NetworkWeights from, NetworkWeights into)
    {
        var map = Read(layer, from).Outputs(cut.Outputs);
        if (cut.Inputs is { } inputs)
            map = map with { Weight = MatrixParts.Part(map.Weight, [.. Enumerable.Range(0, map.Weight.GetLength(0))], inputs) };
        Write(layer, map, into);
    }

    /// <inheritdoc/>
    public override LinearMap Read(ResolvedLayer layer, NetworkWeights weights)
    {
        var bias = HasBias(layer) ? weights.Vector(layer.Path + ".bias") : null;
        if (layer.TieOwner is not { } owner) return new(weights.Matrix(layer.Path + ".weight"), bias);
        var weight = weights.Matrix(owner.Path + ".weight");
        if (owner.Transpose) weight = MatrixParts.Transpose(weight);
        if (owner.Negate) MatrixParts.Scale(weight, -1);
        return new(weight, bias);
    }

    /// <inheritdoc/>
    public override void Write(ResolvedLayer layer, LinearMap map, NetworkWeights into)
    {
        // A layer whose tie stays has no weight of its own to write.
        if (into.Has(layer.Path + ".weight")) into.Set(layer.Path + ".weight", map.Weight);
        if (map.Bias is not null) into.Set(layer.Path + ".bias", map.Bias);
    }

    /// <inheritdoc/>
    public override double[] IncomingSquares(ResolvedLayer layer, NetworkWeights weights) => RowSquares(Read(layer, weights).Weight);
}
