using System.Diagnostics;

namespace NetSpec.Runtime;

/// <summary>The steps of an epoch. Everything is allocated once: a step allocates nothing, so that the collector never interrupts it.</summary>
internal sealed class EpochLoop : IDisposable
{
    private static readonly long _reportTicks = Stopwatch.Frequency / 10;

    private readonly INetwork _network;
    private readonly IDataSource _train;
    private readonly TrainingOptions _options;
    private readonly TrainingContext _context;
    private readonly Optimizer<float> _optimizer;
    private readonly double _fullRate;
    private readonly GradientSet<float> _gradient;
    private readonly Penalty<float> _penalty;
    private readonly Clipping? _clipping;
    private readonly TrainingStep<float> _step;
    private readonly BatchBuffers _buffers;
    private readonly Augmenter _augmenter;
    private readonly long[] _order;
    private readonly bool _hasClasses;
    private readonly bool _needsWholeBatch;
    private long _lastReport = Stopwatch.GetTimestamp();
    private double _lossSum;
    private double _weightSum;
    private double _right;
    private long _seen;

    public EpochLoop(INetwork network, IDataSource train, TrainingOptions options, TrainingContext context, Optimizer<float> optimizer)
    {
        (_network, _train, _options, _context, _optimizer) = (network, train, options, context, optimizer);
        _fullRate = options.Optimizer.Resolve().LearningRate!.Value;
        _needsWholeBatch = network.Info.WholeBatchLayer is not null;
        _gradient = new(network.Parameters);
        _penalty = new(network.Parameters, options.L1, options.L2);
        _clipping = options.Clip is { } clip ? new(network.Parameters, clip) : null;
        _step = new(optimizer, options.L1, options.L2);
        Batch = (int)Math.Min(options.Batch, train.Count);
        _buffers = new(network.Info, Batch, options.Distill ? context.Teacher : null, options.ClassWeights);
        _augmenter = new(options.Augment, network.Info, options.Seed);
        if (train.Count > Array.MaxLength)
            throw new InputException($"The training data has {train.Count} samples; {Array.MaxLength} can be shuffled.");
        _order = new long[train.Count];
        _hasClasses = LossRules.Of(network.Info.Loss).Classes(network.Info) > 0;
    }

    /// <summary>Mean loss of the epoch so far; not finite where the last step's loss was not.</summary>
    public double Loss => _weightSum > 0 ? _lossSum / _weightSum : 0;

    /// <summary>Share of right answers of the epoch so far.</summary>
    public double? Accuracy => _hasClasses && _seen > 0 ? _right / _seen : null;

    /// <summary>Rate of the last step.</summary>
    public double LearningRate { get; private set; }

    private int Batch { get; }

    // Batch statistics of one sample say nothing: where a network needs them, a last batch of one is left out, another sample every epoch.
    private long StepsPerEpoch => (_order.Length + Batch - 1 - (_needsWholeBatch && _order.Length % Batch == 1 && _order.Length > 1 ? 1 : 0)) / Batch;

    /// <summary>Runs an epoch, from 1; false where it was cancelled or a loss was not finite, both before the step changed a weight.</summary>
    public bool Run(int epoch)
    {
        (_lossSum, _weightSum, _right, _seen) = (0, 0, 0, 0);
        Shuffle(epoch);
        for (var step = 0L; step < StepsPerEpoch; step++)
        {
            if (_context.Cancellation.IsCancellationRequested) return false;
            var start = (int)(step * Batch);
            var samples = _order.AsSpan(start, Math.Min(Batch, _order.Length - start));
            _buffers.Fill(_train, samples, _augmenter, epoch);
            if (!Step(((epoch - 1) * StepsPerEpoch) + step)) return false;
            _seen += samples.Length;
            if (_hasClasses) _right += _buffers.CountRight();
            Report(epoch, step + 1);
        }
        return true;
    }

    public void Dispose()
    {
        _buffers.Dispose();
        _gradient.Memory.Dispose();
    }

    // From the identity each time, so that the order depends on seed and epoch alone and a resumed training meets the same one.
    private void Shuffle(int epoch)
    {
        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
        new RandomSource(Seeds.Derive(_options.Seed, Seeds.Shuffle, (ulong)epoch)).Shuffle(_order.AsSpan());
    }

    private bool Step(long step)
    {
        LearningRate = _options.Schedule.Rate(_fullRate, step, StepsPerEpoch, _options.Epochs * StepsPerEpoch);
        // Classes of weight 0 alone: the mean would be 0 / 0, and there is nothing to learn.
        var weight = _buffers.TotalWeight;
        var request = new GradientRequest<float>
        {
            Training = true,
            Seed = Seeds.Derive(_options.Seed, Seeds.Noise, (ulong)step),
            SoftTargets = _buffers.SoftTargets,
            SampleWeights = weight > 0 ? _buffers.Weights : default,
            Outputs = _buffers.Outputs,
            Threads = _options.Threads,
        };
        // The norm of a gradient that is clipped is known when all of it is there; every other step can be taken on the way.
        var isWhole = _clipping is not null || weight == 0;
        _step.LearningRate = LearningRate;
        var loss = isWhole
            ? _network.Gradient(_buffers.Inputs, _buffers.Targets, _gradient, request)
            : _network.Train(_buffers.Inputs, _buffers.Targets, _gradient, _step, request);
        if (weight == 0) return true;
        _lossSum += loss * weight;
        _weightSum += weight;
        if (!float.IsFinite(loss))
        {
            _lossSum = double.NaN;
            return false;
        }
        if (!isWhole) return true;
        _penalty.AddTo(_gradient);
        _clipping!.Apply(_gradient);
        _optimizer.Step(_gradient, LearningRate);
        return true;
    }

    private void Report(int epoch, long step)
    {
        if (_context.Progress is not { } progress) return;
        var now = Stopwatch.GetTimestamp();
        if (now - _lastReport < _reportTicks && step < StepsPerEpoch) return;
        _lastReport = now;
        progress.Report(new(epoch, _options.Epochs, step, StepsPerEpoch, Loss, Accuracy, LearningRate));
    }
}
