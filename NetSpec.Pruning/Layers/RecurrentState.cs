using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>
/// The recurrent matrix as a reader of its own layer's units, one step earlier. The first state is 0 and acts like padding, so its moments
/// are about 0 and no bias changes; a refit would chase states that change with it, and did not help.
/// </summary>
internal sealed class RecurrentStatePruning(RecurrentPruning kind) : ReaderPruning
{
    /// <inheritdoc/>
    public override string Keyword => kind.Keyword;

    /// <inheritdoc/>
    public override string UncenteredNote => "Its first state is 0, so moments about 0 are used and no bias changes.";

    /// <inheritdoc/>
    public override bool HasBias(ResolvedLayer layer) => false;

    /// <inheritdoc/>
    public override bool CanRefit(ResolvedLayer layer) => false;

    /// <inheritdoc/>
    public override int[]? OutputRows(ResolvedLayer layer, int[]? units) => kind.OutputRows(layer, units);

    /// <inheritdoc/>
    public override LinearMap Read(ResolvedLayer layer, NetworkWeights weights) => new(weights.Matrix(layer.Path + ".weight_hh"), null);

    /// <inheritdoc/>
    public override void Write(ResolvedLayer layer, LinearMap map, NetworkWeights into) => into.Set(layer.Path + ".weight_hh", map.Weight);
}
