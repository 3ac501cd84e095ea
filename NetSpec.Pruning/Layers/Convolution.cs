using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>
/// What conv1d and conv2d have in common: filters follow their units, the kernel's slices what is read. A depthwise kernel belongs to the
/// unit that it reads, and follows it.
/// </summary>
internal abstract class ConvolutionPruning : ReaderPruning
{
    /// <summary>How the kernel slides.</summary>
    protected abstract PatchGrid Grid(ResolvedLayer layer);

    /// <inheritdoc/>
    public override bool HasBias(ResolvedLayer layer) => layer.Parameters.Count > 1;

    /// <inheritdoc/>
    public override int Taps(ResolvedLayer layer) => Grid(layer).Taps;

    /// <inheritdoc/>
    public override double[,] Expand(ResolvedLayer layer, double[,] rows) => Grid(layer).Patches(rows);

    /// <inheritdoc/>
    public override LinearMap Read(ResolvedLayer layer, NetworkWeights weights) =>
        new(MatrixParts.Spread(weights.Matrix(layer.Path + ".weight"), Groups(layer)), HasBias(layer) ? weights.Vector(layer.Path + ".bias") : null);

    /// <inheritdoc/>
    public override void Write(ResolvedLayer layer, LinearMap map, NetworkWeights into)
    {
        into.Set(layer.Path + ".weight", MatrixParts.Gather(map.Weight, Groups(layer)));
        if (map.Bias is not null) into.Set(layer.Path + ".bias", map.Bias);
    }

    /// <inheritdoc/>
    public override void Slice(ResolvedLayer layer, Cut cut, NetworkWeights from, NetworkWeights into)
    {
        if (IsDepthwise(layer))
        {
            foreach (var parameter in layer.Parameters) SliceRows(parameter.Name, cut.Outputs, from, into);
            return;
        }
        var map = Read(layer, from).Outputs(cut.Outputs);
        if (cut.Inputs is { } inputs)
        {
            var taps = Taps(layer);
            int[] columns = [.. inputs.SelectMany(i => Enumerable.Range(i * taps, taps))];
            map = map with { Weight = MatrixParts.Part(map.Weight, [.. Enumerable.Range(0, map.Weight.GetLength(0))], columns) };
        }
        Write(layer, map, into);
    }

    /// <inheritdoc/>
    public override double[] IncomingSquares(ResolvedLayer layer, NetworkWeights weights) => RowSquares(weights.Matrix(layer.Path + ".weight"));

    // A filter for each channel, which follows it.
    private bool IsDepthwise(ResolvedLayer layer) => layer.Parameters[0].Shape is var shape && shape[1] == 1 && shape[0] == Groups(layer);

    private static void SliceRows(string name, int[]? kept, NetworkWeights from, NetworkWeights into)
    {
        var matrix = from.Matrix(name);
        into.Set(name, kept is null ? matrix : MatrixParts.Part(matrix, kept, [.. Enumerable.Range(0, matrix.GetLength(1))]));
    }
}
