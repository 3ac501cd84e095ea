namespace NetSpec.Pruning;

/// <summary>The paper's way: W' = W A_J, with one joint A over everything that a reader reads. Needs the covariances alone.</summary>
internal sealed class FoldWay : ReconstructionWay
{
    /// <inheritdoc/>
    public override IReadOnlyList<ReaderResult> Run(ReconstructionContext context)
    {
        ReaderResult[] results = [.. context.Graph.Readers.Where(r => r.KeptUnits(context.Kept) is not null).Select(r => Fold(context, r, null))];
        RunningStatistics.ReestimateAll(context);
        return results;
    }

    /// <summary>Folds one reader.</summary>
    public static ReaderResult Fold(ReconstructionContext context, Reader reader, string? note)
    {
        if (context.IsTied(reader)) return SubsetWay.Measure(context, reader, "The tie was kept, so the weight is a subset.");
        var kept = reader.KeptUnits(context.Kept) ?? throw new ArgumentException($"'{reader.Key}' reads no unit that goes.");
        var kind = LayerPrunings.ReaderOf(reader);
        var map = kind.Read(reader.Layer, context.From);
        var statistics = context.Statistics[reader.Key];
        var span = reader.Positions * kind.Taps(reader.Layer);
        // Without a bias the mean cannot be made up for, and the uncentred mixture is the best one.
        var centered = context.Options.Centered && kind.HasBias(reader.Layer);
        var ridge = context.Options.Ridge ?? 0;

        double[,] MixtureOf(UnitStatistics units) => Projection.Of(MatrixParts.OnlyBlocks(units.Covariance(centered), kind.Groups(reader.Layer)), kept, ridge);
        double[]? MeanOf(UnitStatistics units) => centered ? units.Mean : null;

        context.Store(reader, FoldedReader.Fold(map, MixtureOf(statistics.All), kept, span, MeanOf(statistics.All)));
        var error = FoldedReader.LostShare(map.Weight, MixtureOf(statistics.Fit), kept, span, MeanOf(statistics.Fit), statistics.HeldOut);
        var uncentered = context.Options.Centered && !centered ? kind.UncenteredNote : null;
        return new(reader.Key, Reconstruction.Fold, context.Options.Ridge, error, note ?? uncentered);
    }
}
