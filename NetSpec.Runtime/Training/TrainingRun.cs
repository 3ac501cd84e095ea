using System.Diagnostics;

namespace NetSpec.Runtime;

/// <summary>One training from start or checkpoint to its end: epochs, what is kept of them, and when to stop.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly INetwork _network;
    private readonly TrainingOptions _options;
    private readonly TrainingContext _context;
    private readonly TrainingState _state;
    private readonly EpochLoop _loop;
    private readonly IDataSource _train;
    private readonly IDataSource? _validation;
    private readonly ParameterCopy _lastGood;
    private Checkpoint? _checkpoint;

    public TrainingRun(INetwork network, IDataSource train, IDataSource? validation, TrainingOptions options, TrainingContext context)
    {
        (_network, _options, _context) = (network, options, context);
        _state = new TrainingState(network.Parameters, options);
        _loop = new EpochLoop(network, train, options, context, _state.Optimizer);
        (_train, _validation) = (train, validation);
        _lastGood = new ParameterCopy(network.Parameters);
    }

    public TrainingResult Run()
    {
        _lastGood.Take();
        if (!TryResume()) return new([], 0, StopReason.Cancelled);
        var reason = RunEpochs();
        if (_options.EarlyStopping is not null && _state.BestEpoch > 0)
            _state.Best!.Restore();
        return new([.. _state.History], _state.BestEpoch, reason);
    }

    public void Dispose()
    {
        _loop.Dispose();
        _lastGood.Dispose();
        _state.Dispose();
    }

    // False: it was cancelled while the data was read, before anything was taken up.
    private bool TryResume()
    {
        if (_options.Checkpoint is not { } file) return true;
        try
        {
            var fingerprint = TrainingFingerprint.Of(_network.Parameters, _train, _validation, _options, _context.Teacher, _context.Cancellation);
            _checkpoint = new Checkpoint(file.Path, fingerprint, _state);
            _checkpoint.Resume(_options.Epochs);
        }
        catch (OperationCanceledException) when (_context.Cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (InputException)
        {
            // A damaged file may be noticed only after part of it was taken up.
            _lastGood.Restore();
            throw;
        }
        _lastGood.Take();
        return true;
    }

    private StopReason RunEpochs()
    {
        try
        {
            while (true)
            {
                if (_state.OutOfPatience) return StopReason.EarlyStopping;
                if (_state.History.Count >= _options.Epochs) return StopReason.Finished;
                if (!RunEpoch()) return StopReason.Cancelled;
            }
        }
        catch (Exception exception) when (exception is IOException or InputException and not TrainingDivergedException)
        {
            _lastGood.Restore();
            if (_state.History.Count == 0) throw;
            throw new TrainingFailedException(
                $"{exception.Message} Training of {_network.Info.Name} stopped; the parameters are those after epoch {_state.History.Count}.",
                _state.History.Count, exception);
        }
    }

    private bool RunEpoch()
    {
        var epoch = _state.History.Count + 1;
        var started = Stopwatch.GetTimestamp();
        var done = _loop.Run(epoch);
        if (!double.IsFinite(_loop.Loss))
            throw Diverged(epoch, "the loss");
        if (!_lastGood.IsFinite())
            throw Diverged(epoch, "a parameter");
        if (!done || !TryMeasure(out var measured))
            return false;
        if (measured is not null && !double.IsFinite(measured.Loss))
            throw Diverged(epoch, "the validation loss");
        var result = new EpochResult(
            epoch,
            _loop.Loss,
            _loop.Accuracy,
            measured?.Loss,
            measured?.Accuracy,
            _loop.LearningRate,
            Stopwatch.GetElapsedTime(started).TotalSeconds);
        Keep(result);
        return true;
    }

    private bool TryMeasure(out Evaluation? measured)
    {
        measured = null;
        try
        {
            if (_validation is not null)
                measured = Evaluator.Evaluate(_network, _validation, cancellation: _context.Cancellation);
            return true;
        }
        catch (OperationCanceledException) when (_context.Cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Keep(EpochResult result)
    {
        _state.Add(result);
        _lastGood.Take();
        // Told first: a checkpoint that cannot be written does not undo the epoch.
        _context.EpochFinished?.Invoke(result);
        if (_checkpoint is not null && (result.Epoch % _options.Checkpoint!.Every == 0 || result.Epoch == _options.Epochs || _state.OutOfPatience))
            _checkpoint.Save();
    }

    private TrainingDivergedException Diverged(int epoch, string what)
    {
        _lastGood.Restore();
        var restored = epoch == 1 ? "the parameters are those before training" : $"the parameters are those after epoch {epoch - 1}";
        return new(
            $"Training of {_network.Info.Name} stopped in epoch {epoch}: {what} became NaN or infinite; {restored}. A lower learning rate or clip may help.",
            epoch - 1);
    }
}
