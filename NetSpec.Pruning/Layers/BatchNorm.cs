using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>
/// A batchnorm follows its producer: scale, shift and running statistics lose the dropped units. Reconstruction changes what it reads, and
/// a regression shrinks its variance, so its running statistics move as much as what it reads did.
/// </summary>
internal sealed class BatchNormPruning : MeasuredPruning
{
    /// <inheritdoc/>
    public override string Keyword => BatchNormKind.Instance.Keyword;

    /// <inheritdoc/>
    public override void Reestimate(ResolvedLayer layer, ColumnStatistics original, ColumnStatistics pruned, NetworkWeights into)
    {
        // Relative to the original's own reading: running statistics of training differ a little from those of the calibration samples,
        // and where nothing is lost nothing may change.
        var (mean, variance) = (into.Vector(layer.Path + ".running_mean"), into.Vector(layer.Path + ".running_var"));
        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] += pruned.Mean[i] - original.Mean[i];
            if (original.Variance[i] > 0) variance[i] *= pruned.Variance[i] / original.Variance[i];
        }
        into.Set(layer.Path + ".running_mean", mean);
        into.Set(layer.Path + ".running_var", variance);
    }
}
