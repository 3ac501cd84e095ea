namespace NetSpec.Runtime;

/// <summary>The loss or a parameter became NaN or infinite. The parameters are again those of the last good epoch; a checkpoint file is as it was.</summary>
public sealed class TrainingDivergedException : InputException
{
    /// <summary>Makes the error.</summary>
    public TrainingDivergedException(string message, int lastGoodEpoch) : base(message) => LastGoodEpoch = lastGoodEpoch;

    /// <summary>The epoch, from 1, whose parameters were restored; 0: those before training.</summary>
    public int LastGoodEpoch { get; }
}
