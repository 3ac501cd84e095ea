using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A kind with one value per unit in each of its parameters: it loses those of the dropped units.</summary>
internal abstract class FollowerPruning : LayerPruning
{
    /// <inheritdoc/>
    public override void Slice(ResolvedLayer layer, Cut cut, NetworkWeights from, NetworkWeights into)
    {
        foreach (var parameter in layer.Parameters)
        {
            var values = from.Vector(parameter.Name);
            into.Set(parameter.Name, cut.Outputs is { } kept ? [.. kept.Select(i => values[i])] : values);
        }
    }
}

/// <summary>A follower whose parameters hold statistics of what it reads, which pruning changes.</summary>
internal abstract class MeasuredPruning : FollowerPruning
{
    /// <summary>Sets the statistics anew.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="original">What it reads in the original network, by feature or channel, less what is cut.</param>
    /// <param name="pruned">What it reads in the pruned network.</param>
    /// <param name="into">The smaller network's parameters; they hold the original's statistics, less what is cut.</param>
    public abstract void Reestimate(ResolvedLayer layer, ColumnStatistics original, ColumnStatistics pruned, NetworkWeights into);
}
