namespace NetSpec.Pruning;

/// <summary>Sets the running statistics of the pruned network anew, from its own readings of the calibration samples.</summary>
internal static class RunningStatistics
{
    /// <summary>One layer, where it holds any; the layers before it are done.</summary>
    public static void Reestimate(ReconstructionContext context, Reader follower)
    {
        if (LayerPrunings.Of(follower.Layer) is not MeasuredPruning kind) return;
        context.Pruned.Write(context.Into);
        var original = Measure(context, context.Parent, follower).Part(context.Cuts[follower.Layer.Path].Outputs);
        kind.Reestimate(follower.Layer, original, Measure(context, context.Pruned, follower), context.Into);
    }

    /// <summary>Every layer that holds some, front to back.</summary>
    public static void ReestimateAll(ReconstructionContext context)
    {
        foreach (var follower in context.Graph.Followers) Reestimate(context, follower);
    }

    private static ColumnStatistics Measure(ReconstructionContext context, MeasuredNetwork network, Reader follower) =>
        ColumnStatistics.Of(context.Data.All().Select(batch => follower.Rows(network.Observe(batch, follower.ReadsFrom))));
}
