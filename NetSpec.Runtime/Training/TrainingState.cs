namespace NetSpec.Runtime;

/// <summary>What a training carries from epoch to epoch, which is what a checkpoint holds.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly int? _patience;
    private readonly List<EpochResult> _history = [];
    private double _bestLoss = double.PositiveInfinity;

    public TrainingState(ParameterSet<float> parameters, TrainingOptions options)
    {
        Parameters = parameters;
        Optimizer = options.Optimizer.Create(parameters);
        _patience = options.EarlyStopping?.Patience;
        Best = _patience is null ? null : new ParameterCopy(parameters);
    }

    public ParameterSet<float> Parameters { get; }

    public Optimizer<float> Optimizer { get; }

    /// <summary>The best epoch's parameters; null without early stopping.</summary>
    public ParameterCopy? Best { get; }

    /// <summary>The finished epochs.</summary>
    public IReadOnlyList<EpochResult> History => _history;

    /// <summary>The first epoch of the lowest watched loss; 0: none yet.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Whether early stopping has waited long enough.</summary>
    public bool OutOfPatience => _patience is { } patience && History.Count - BestEpoch >= patience;

    /// <summary>Adds an epoch; if it is the best, keeps its parameters.</summary>
    public void Add(EpochResult result)
    {
        if (Remember(result)) Best?.Take();
    }

    /// <summary>Takes up the epochs of a checkpoint, whose best parameters it brings along.</summary>
    public void Resume(IEnumerable<EpochResult> history)
    {
        foreach (var result in history)
            Remember(result);
    }

    public void Dispose()
    {
        Best?.Dispose();
        Optimizer.Dispose();
    }

    private bool Remember(EpochResult result)
    {
        _history.Add(result);
        if (!(result.WatchedLoss < _bestLoss)) return false;
        (_bestLoss, BestEpoch) = (result.WatchedLoss, result.Epoch);
        return true;
    }
}
