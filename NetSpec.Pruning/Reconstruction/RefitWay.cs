using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>
/// Front to back, every reader behind the first cut is solved by ridge regression: inputs are what it reads in the network pruned so
/// far, the target is its pre-activation in the original network. Later readers thus make up for what earlier ones could not.
/// </summary>
internal sealed class RefitWay : ReconstructionWay
{
    private const int LargestExpansion = 1 << 22;

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderResult> Run(ReconstructionContext context)
    {
        var readers = context.Graph.Readers.ToLookup(r => r.Layer.Path, StringComparer.Ordinal);
        var followers = context.Graph.Followers.ToDictionary(f => f.Layer.Path, StringComparer.Ordinal);
        var results = new List<ReaderResult>();
        var changed = false;
        foreach (var layer in context.Graph.Layers)
        {
            foreach (var reader in readers[layer.Path])
            {
                changed |= reader.KeptUnits(context.Kept) is not null;
                if (changed && Visit(context, reader) is { } result) results.Add(result);
            }
            // Readers behind it are to see it as it will be.
            if (changed && followers.TryGetValue(layer.Path, out var follower)) RunningStatistics.Reestimate(context, follower);
        }
        return results;
    }

    private static ReaderResult? Visit(ReconstructionContext context, Reader reader)
    {
        var isCut = reader.KeptUnits(context.Kept) is not null;
        if (context.IsTied(reader))
            return isCut ? SubsetWay.Measure(context, reader, "The tie was kept, so the weight is a subset.") : null;
        if (LayerPrunings.ReaderOf(reader).CanRefit(reader.Layer)) return Refit(context, reader, isCut);
        return isCut ? FoldWay.Fold(context, reader, "It reads the layer's own state, which changes with it, so it is folded.") : null;
    }

    private static ReaderResult? Refit(ReconstructionContext context, Reader reader, bool isCut)
    {
        var kind = LayerPrunings.ReaderOf(reader);
        var map = context.KeptRows(reader, kind.Read(reader.Layer, context.From));
        var units = reader.KeptUnits(context.Kept)?.Length ?? reader.Units;
        var groups = kind.Groups(reader.Layer);
        var inputs = units * reader.Positions * kind.Taps(reader.Layer) / groups;
        if (inputs > context.Options.RefitInputLimit)
        {
            var note = $"{inputs} inputs exceed the limit of {context.Options.RefitInputLimit} for a refit.";
            return isCut ? FoldWay.Fold(context, reader, note) : null;
        }
        context.Pruned.Write(context.Into);
        var problem = new RegressionProblem(inputs, map.Weight.GetLength(0) / groups, map.Bias is not null);
        var (fit, fitDiffers) = Measure(context, reader, map, problem, context.Data.Fit());
        var (heldOut, heldOutDiffers) = Measure(context, reader, map, problem, context.Data.HeldOut());
        // A branch that no cut has reached reads what it always read.
        if (!isCut && !fitDiffers && !heldOutDiffers) return null;
        var solution = RidgeRegression.Solve(problem, [.. fit.Zip(heldOut, (f, h) => new RegressionMoments(f, h))], context.Options.Ridge);
        kind.Write(reader.Layer, solution.Map, context.Into);
        return new(reader.Key, Reconstruction.Refit, solution.Ridge, solution.HeldOutError, null);
    }

    // Moments of [inputs | targets] of each group, and whether any reading differs from the original network's.
    private static (List<UnitStatistics> Moments, bool Differs) Measure(
        ReconstructionContext context, Reader reader, LinearMap map, RegressionProblem problem, IEnumerable<Batch> batches)
    {
        var kind = LayerPrunings.ReaderOf(reader);
        var groups = map.Weight.GetLength(0) / problem.Targets;
        var accumulators = Enumerable.Range(0, groups).Select(_ => new StatisticsAccumulator(problem.Inputs + problem.Targets)).ToList();
        var differs = false;
        foreach (var batch in batches)
        {
            var original = context.Parent.Observe(batch, reader.ReadsFrom);
            var read = context.Pruned.Observe(batch, reader.ReadsFrom);
            differs |= !MatrixParts.AreEqual(read, original);
            // Patches repeat every pixel once per tap, so they are made for some samples at a time.
            var samples = Math.Max(LargestExpansion / OutputRows(reader) / ((groups * (problem.Inputs + problem.Targets)) + map.Weight.GetLength(1)), 1);
            for (var first = 0; first < batch.Count; first += samples)
            {
                var inputs = kind.Expand(reader.Layer, reader.Rows(Part(reader, read, first, samples)));
                var whole = kind.Expand(reader.Layer, reader.Rows(Part(reader, original, first, samples)));
                var targets = MatrixProduct.MultiplyTransposed(whole, map.Weight);
                for (var group = 0; group < groups; group++) accumulators[group].Add(Beside(problem, inputs, targets, map.Bias, group));
            }
        }
        return (accumulators.ConvertAll(a => a.ToStatistics()), differs);
    }

    // Rows that the layer gives for one sample.
    private static int OutputRows(Reader reader)
    {
        var shape = reader.Layer.Output;
        return shape.IsImage ? shape[1] * shape[2] : shape.IsSequence ? shape[0] : 1;
    }

    private static double[,] Part(Reader reader, double[,] rows, int first, int samples)
    {
        var (start, width) = (first * reader.RowsPerSample, rows.GetLength(1));
        var count = Math.Min(samples * reader.RowsPerSample, rows.GetLength(0) - start);
        if (count == rows.GetLength(0)) return rows;
        var part = new double[count, width];
        MatrixParts.Values(rows).Slice(start * width, count * width).CopyTo(MatrixParts.Values(part));
        return part;
    }

    private static double[,] Beside(RegressionProblem problem, double[,] left, double[,] right, double[]? bias, int group)
    {
        var rows = left.GetLength(0);
        var (l, r) = (problem.Inputs, problem.Targets);
        var (fromLeft, fromRight) = (group * l, group * r);
        if (right.GetLength(0) != rows) throw new InputException("The pruned network gives another number of rows than the original.");
        var result = new double[rows, l + r];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < l; j++) result[i, j] = left[i, fromLeft + j];
            for (var j = 0; j < r; j++) result[i, l + j] = right[i, fromRight + j] + (bias?[fromRight + j] ?? 0);
        }
        return result;
    }
}
