namespace NetSpec.Runtime;

/// <summary>What a training did.</summary>
/// <param name="Epochs">One entry per finished epoch, those before a resumed checkpoint included.</param>
/// <param name="BestEpoch">The epoch of the lowest watched loss (validation, else training), from 1; 0 where none was finished.</param>
/// <param name="Stopped">Why it ended.</param>
public sealed record TrainingResult(IReadOnlyList<EpochResult> Epochs, int BestEpoch, StopReason Stopped);

/// <summary>What one epoch gave.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="TrainLoss">Mean of the steps' losses, each before its update; weighted by samples (or class weights), without l1 and l2.</param>
/// <param name="TrainAccuracy">Share of right answers in those steps; null where there are no classes.</param>
/// <param name="ValidationLoss">Mean loss after the epoch; null where there is no validation data.</param>
/// <param name="ValidationAccuracy">Share of right answers after the epoch; null where there are no classes or no validation data.</param>
/// <param name="LearningRate">Rate of the last step.</param>
/// <param name="Seconds">Time it took, validation included.</param>
public sealed record EpochResult(
    int Epoch,
    double TrainLoss,
    double? TrainAccuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double LearningRate,
    double Seconds)
{
    /// <summary>What early stopping compares.</summary>
    internal double WatchedLoss => ValidationLoss ?? TrainLoss;
}

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are done.</summary>
    Finished,
    /// <summary>The watched loss no longer fell.</summary>
    EarlyStopping,
    /// <summary>It was asked to stop.</summary>
    Cancelled,
}
