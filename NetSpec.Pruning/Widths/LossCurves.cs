namespace NetSpec.Pruning;

/// <summary>
/// What the network loses when one group alone keeps n units: the group's residual 1 - C(n) from one greedy path, weighted by the loss
/// that is measured on held-out samples at a few widths and interpolated between them. Residuals alone do not compare between groups.
/// </summary>
internal static class LossCurves
{
    // An overfitted network may lose nothing, or gain, when it is pruned. A little of the residual then still tells widths apart.
    private const double LeastWeight = 0.01;

    private static readonly double[] MeasuredShares = [0, 0.125, 0.25, 0.5, 0.75];

    /// <summary>For each group the added loss at widths 0 (infinite) to its size; never rising.</summary>
    public static double[][] Measure(WidthContext context)
    {
        var meter = new LossMeter(context.Parent, context.Data);
        var original = meter.Measure(context.Parent).Loss;
        var least = LeastWeight * (context.Data.HasTargets ? original : 1);
        var curves = new double[context.Graph.Groups.Length][];
        for (var g = 0; g < curves.Length; g++)
        {
            var path = context.Selector.Path(g, context.Graph.Groups[g].Size);
            double Added(int n) => Math.Max(LossAlone(context, meter, g, path, n) - original, 0) + (least * (1 - path.Scores[n - 1]));
            curves[g] = Curve(context.Graph.Groups[g].Size, path, Added, context.Graph.Groups[g].Runs);
        }
        return curves;
    }

    /// <summary>Residuals weighted by measured losses.</summary>
    internal static double[] Curve(int size, GreedyPath path, Func<int, double> measure, int runs = 1)
    {
        var curve = new double[size + 1];
        curve[0] = double.PositiveInfinity;
        var rank = path.Order.Count;
        var widths = MeasuredShares.Select(s => Math.Max((int)(s * size) / runs, 1) * runs).Where(n => n < rank).Distinct();
        var points = widths.Select(n => (Width: n, Weight: Weight(n))).ToList();
        if (points.Count == 0) return curve;
        for (var n = Math.Min(rank, size) - 1; n >= 1; n--)
            curve[n] = Math.Max(curve[n + 1], Residual(n) * Interpolate(points, n));
        return curve;

        double Residual(int n) => Math.Max(1 - path.Scores[n - 1], 0);
        double Weight(int n) => Residual(n) > 0 ? measure(n) / Residual(n) : 0;
    }

    private static double Interpolate(List<(int Width, double Weight)> points, int n)
    {
        var after = points.FindIndex(p => p.Width >= n);
        if (after < 0) return points[^1].Weight;
        if (after == 0) return points[0].Weight;
        var (left, right) = (points[after - 1], points[after]);
        var share = (n - left.Width) / (double)(right.Width - left.Width);
        return left.Weight + (share * (right.Weight - left.Weight));
    }

    private static double LossAlone(WidthContext context, LossMeter meter, int group, GreedyPath path, int width)
    {
        int[] some = [.. path.Order.Take(width).Order()];
        int[][] kept = [.. context.Graph.Groups.Select((g, i) => i == group ? some : [.. Enumerable.Range(0, g.Size)])];
        return context.Graph.ReadersOf(group).Any(r => Ties.IsTied(context.Graph, r.Reader.Layer.Path))
            ? LossCut(context, meter, kept)
            : LossMasked(context, meter, group, kept);
    }

    // A weight that is shared cannot be folded for one of its layers alone, so the smaller network is compiled.
    private static double LossCut(WidthContext context, LossMeter meter, int[][] kept)
    {
        using var pruned = PrunedNetwork.Create(context.Graph, kept, context.Weights, context.Factory, context.AsDoubles, context.Options);
        Reconstructions.Of(Reconstruction.Fold).Run(new(
            context.Graph, kept, pruned.Cuts, context.Parent, pruned.Runner, context.Weights, pruned.Weights, context.Statistics, context.Data,
            context.Options));
        pruned.Runner.Write(pruned.Weights);
        return meter.Measure(pruned.Runner).Loss;
    }

    // The dropped units' columns are set to zero instead of being cut, so that no other network has to be compiled.
    private static double LossMasked(WidthContext context, LossMeter meter, int group, int[][] kept)
    {
        var weights = context.Parent.Read();
        foreach (var (reader, _) in context.Graph.ReadersOf(group))
        {
            var kind = LayerPrunings.ReaderOf(reader);
            var statistics = context.Statistics[reader.Key].All;
            var centered = context.Options.Centered && kind.HasBias(reader.Layer);
            var units = reader.KeptUnits(kept) ?? [];
            var covariance = MatrixParts.OnlyBlocks(statistics.Covariance(centered), kind.Groups(reader.Layer));
            var mixture = Widen(Projection.Of(covariance, units, context.Options.Ridge ?? 0), units);
            var map = FoldedReader.Fold(
                kind.Read(reader.Layer, context.Weights),
                mixture,
                [.. Enumerable.Range(0, reader.Units)],
                reader.Positions * kind.Taps(reader.Layer),
                centered ? statistics.Mean : null);
            kind.Write(reader.Layer, map, weights);
        }
        context.Parent.Write(weights);
        var loss = meter.Measure(context.Parent).Loss;
        context.Parent.Write(context.Weights);
        return loss;
    }

    private static double[,] Widen(double[,] projection, int[] kept)
    {
        var wide = new double[projection.GetLength(0), projection.GetLength(0)];
        for (var i = 0; i < projection.GetLength(0); i++)
        {
            for (var k = 0; k < kept.Length; k++) wide[i, kept[k]] = projection[i, k];
        }
        return wide;
    }
}
