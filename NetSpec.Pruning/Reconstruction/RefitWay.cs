using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>
/// Front to back, every reader behind the first cut is solved by ridge regression: inputs are what it reads in the network pruned so
/// far, the target is its pre-activation in the original network. Later readers thus make up for what earlier ones could not.
/// </summary>
internal sealed class RefitWay : ReconstructionWay
{
    /// <inheritdoc/>
    public override IReadOnlyList<ReaderResult> Run(ReconstructionContext context)
    {
        var results = new List<ReaderResult>();
        var changed = false;
        foreach (var reader in context.Graph.Readers)
        {
            var isCut = reader.KeptUnits(context.Kept) is not null;
            changed |= isCut;
            if (!changed) continue;
            if (isCut && context.IsTied(reader))
                results.Add(SubsetWay.Measure(context, reader, "The tie was kept, so the weight is a subset."));
            else if (!context.IsTied(reader) && Refit(context, reader, isCut) is { } result)
                results.Add(result);
        }
        return results;
    }

    private static ReaderResult? Refit(ReconstructionContext context, Reader reader, bool isCut)
    {
        var kind = LayerPrunings.ReaderOf(reader.Layer);
        var map = kind.Read(reader.Layer, context.From).Outputs(context.Cuts[reader.Layer.Path].Outputs);
        var units = reader.KeptUnits(context.Kept)?.Length ?? reader.Units;
        var inputs = units * reader.Positions * kind.Taps(reader.Layer);
        if (inputs > context.Options.RefitInputLimit)
        {
            var note = $"{inputs} inputs exceed the limit of {context.Options.RefitInputLimit} for a refit.";
            return isCut ? FoldWay.Fold(context, reader, note) : null;
        }
        context.Pruned.Write(context.Into);
        var problem = new RegressionProblem(inputs, map.Weight.GetLength(0), map.Bias is not null);
        var (fit, fitDiffers) = Measure(context, reader, map, problem, context.Data.Fit());
        var (heldOut, heldOutDiffers) = Measure(context, reader, map, problem, context.Data.HeldOut());
        // A branch that no cut has reached reads what it always read.
        if (!isCut && !fitDiffers && !heldOutDiffers) return null;
        var solution = RidgeRegression.Solve(problem, fit, heldOut, context.Options.Ridge);
        kind.Write(reader.Layer, solution.Map, context.Into);
        return new(reader.Layer.Path, Reconstruction.Refit, solution.Ridge, solution.HeldOutError, null);
    }

    // Moments of [inputs | targets], and whether any reading differs from the original network's.
    private static (UnitStatistics Moments, bool Differs) Measure(
        ReconstructionContext context, Reader reader, LinearMap map, RegressionProblem problem, IEnumerable<Batch> batches)
    {
        var kind = LayerPrunings.ReaderOf(reader.Layer);
        var accumulator = new StatisticsAccumulator(problem.Inputs + problem.Targets);
        var differs = false;
        foreach (var batch in batches)
        {
            var original = context.Parent.Observe(batch, reader.ReadsFrom);
            var read = context.Pruned.Observe(batch, reader.ReadsFrom);
            differs |= read.GetLength(1) != original.GetLength(1) || !read.Cast<double>().SequenceEqual(original.Cast<double>());
            var inputs = kind.Expand(reader.Layer, read);
            var targets = MatrixProduct.MultiplyTransposed(kind.Expand(reader.Layer, original), map.Weight);
            accumulator.Add(Beside(inputs, targets, map.Bias));
        }
        return (accumulator.ToStatistics(), differs);
    }

    private static double[,] Beside(double[,] left, double[,] right, double[]? bias)
    {
        var rows = left.GetLength(0);
        var (l, r) = (left.GetLength(1), right.GetLength(1));
        if (right.GetLength(0) != rows) throw new InputException("The pruned network gives another number of rows than the original.");
        var result = new double[rows, l + r];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < l; j++) result[i, j] = left[i, j];
            for (var j = 0; j < r; j++) result[i, l + j] = right[i, j] + (bias?[j] ?? 0);
        }
        return result;
    }
}
