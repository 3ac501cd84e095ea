namespace NetSpec.Runtime;

/// <summary>Measures a network on data.</summary>
public static class Evaluator
{
    private const int DefaultBatch = 1024;

    /// <summary>Most values of a batch, 256 MB: fewer samples at a time where they are large.</summary>
    private const long MostValues = 1 << 26;

    /// <summary>
    /// Reads the data in order, batch by batch, and measures loss and what goes with it. Sums are kept in float64; memory does not
    /// grow with the samples, but for 5 bytes each behind a ROC curve.
    /// </summary>
    /// <param name="network">In inference mode.</param>
    /// <param name="data">Any number of samples, also 0.</param>
    /// <param name="batch">Most samples at a time; changes results by round-off only.</param>
    /// <param name="progress">Told the samples done after each batch.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="InputException">The data does not fit the network, or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Evaluation Evaluate(
        INetwork network,
        IDataSource data,
        int batch = DefaultBatch,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        var info = network.Info;
        Labels.CheckSizes(info, data);
        var score = Scores.For(info);
        batch = (int)Math.Clamp(MostValues / ((long)info.InputSize + info.OutputSize), 1, batch);
        var capacity = (int)Math.Min(batch, data.Count);
        var inputs = new float[capacity * info.InputSize];
        var targets = new float[capacity * info.TargetSize];
        var outputs = new float[capacity * info.OutputSize];
        var loss = 0.0;
        for (var start = 0L; start < data.Count; start += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(batch, data.Count - start);
            var input = inputs.AsSpan(0, count * info.InputSize);
            var target = targets.AsSpan(0, count * info.TargetSize);
            var output = outputs.AsSpan(0, count * info.OutputSize);
            data.ReadRange(start, count, input, target);
            Labels.Check(info, target, start);
            network.Forward(input, output);
            loss += (double)network.Loss(input, target) * count;
            score.Add(output, target);
            progress?.Report(start + count);
        }
        return score.Complete(new Evaluation { Samples = data.Count, Loss = data.Count == 0 ? 0 : loss / data.Count });
    }
}
