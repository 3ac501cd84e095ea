using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>Calibration samples in batches, every fifth held out: ridges are chosen and errors measured on those.</summary>
internal sealed class CalibrationData
{
    private const int LargestBatch = 1024;

    // Observed layers are held as doubles, and patches of them beside those.
    private const int LargestObservation = 1 << 22;
    private const int HeldOutEvery = 5;

    private readonly IDataSource _source;
    private readonly long[] _fit;
    private readonly long[] _heldOut;
    private readonly int _batchSize;

    /// <summary>Splits the samples.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="network">What they go through.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    /// <exception cref="InputException">Fewer than 2 samples, or of another size than the network reads.</exception>
    public CalibrationData(IDataSource source, NetworkInfo network, CancellationToken cancellation)
    {
        if (source.Count < Pruner.FewestSamples)
            throw new InputException($"Pruning needs at least {Pruner.FewestSamples} calibration samples, better 128 or more; found {source.Count}.");
        if (source.InputSize != network.InputSize)
            throw new InputException($"The calibration samples have {source.InputSize} values each; {network.Name} reads {network.InputSize}.");
        if (source.TargetSize != 0 && source.TargetSize != network.TargetSize)
            throw new InputException($"The calibration samples have {source.TargetSize} target values each; {network.Name} has {network.TargetSize}.");
        (_source, Cancellation) = (source, cancellation);
        var all = Enumerable.Range(0, checked((int)source.Count)).Select(i => (long)i).ToArray();
        var widest = network.Layers.Select(l => l.Output.Aggregate(1L, (size, d) => size * d)).Append(network.InputSize).Max();
        _batchSize = (int)Math.Clamp(LargestObservation / widest, 1, LargestBatch);
        // The last of each five, or of what there is: two samples give one of each.
        var every = (int)Math.Min(HeldOutEvery, source.Count);
        _heldOut = [.. all.Where(i => i % every == every - 1)];
        _fit = [.. all.Where(i => i % every != every - 1)];
    }

    private CalibrationData(CalibrationData whole, int most)
    {
        (_source, Cancellation, _batchSize) = (whole._source, whole.Cancellation, whole._batchSize);
        _heldOut = [.. whole._heldOut.Take(Math.Max(most / HeldOutEvery, 1))];
        _fit = [.. whole._fit.Take(most - _heldOut.Length)];
    }

    /// <summary>Checked before each batch, and by whatever else takes long.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Number of samples, held-out ones included.</summary>
    public long Count => _fit.LongLength + _heldOut.LongLength;

    /// <summary>Number of held-out samples.</summary>
    public long HeldOutCount => _heldOut.LongLength;

    /// <summary>Whether losses can be measured.</summary>
    public bool HasTargets => _source.TargetSize > 0;

    /// <summary>The first samples, where there are more than so many.</summary>
    public CalibrationData AtMost(int samples) => Count <= samples ? this : new(this, samples);

    /// <summary>The samples that are fitted to.</summary>
    public IEnumerable<Batch> Fit() => Batches(_fit);

    /// <summary>The samples that are held out.</summary>
    public IEnumerable<Batch> HeldOut() => Batches(_heldOut);

    /// <summary>All samples, those that are held out last.</summary>
    public IEnumerable<Batch> All() => Fit().Concat(HeldOut());

    private IEnumerable<Batch> Batches(long[] indices)
    {
        for (var start = 0; start < indices.Length; start += _batchSize)
        {
            Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(_batchSize, indices.Length - start);
            var batch = new Batch(count, new float[count * _source.InputSize], new float[count * _source.TargetSize]);
            _source.Read(indices.AsSpan(start, count), batch.Inputs, batch.Targets);
            for (var i = 0; i < batch.Inputs.Length; i++)
            {
                if (!float.IsFinite(batch.Inputs[i]))
                    throw new InputException($"Calibration sample {indices[start + (i / _source.InputSize)]} holds a value that is not finite.");
            }
            yield return batch;
        }
    }
}
