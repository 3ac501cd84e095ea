namespace NetSpec.Runtime;

/// <summary>What a training meets from outside; none of it changes the result, but the teacher.</summary>
public sealed record TrainingContext
{
    /// <summary>The network to learn from where options say distill: same input and output sizes.</summary>
    public INetwork? Teacher { get; init; }

    /// <summary>Told about ten times a second, on the training thread.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Told after every epoch, on the training thread; epochs of a resumed checkpoint are not told again.</summary>
    public Action<EpochResult>? EpochFinished { get; init; }

    /// <summary>Stops between two steps.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>Where a training stands.</summary>
/// <param name="Epoch">The current epoch, from 1.</param>
/// <param name="Epochs">Epochs asked for.</param>
/// <param name="Step">Steps of this epoch that are done.</param>
/// <param name="StepsPerEpoch">Steps of an epoch.</param>
/// <param name="Loss">Mean loss of this epoch so far.</param>
/// <param name="Accuracy">Share of right answers of this epoch so far; null where there are no classes.</param>
/// <param name="LearningRate">Rate of the last step.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, long Step, long StepsPerEpoch, double Loss, double? Accuracy, double LearningRate);
