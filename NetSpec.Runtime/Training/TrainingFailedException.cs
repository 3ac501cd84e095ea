namespace NetSpec.Runtime;

/// <summary>
/// Training could not go on after an epoch was finished: a sample could not be read, a checkpoint not be written, the loss became NaN. The
/// parameters are again those of the last good epoch, for the caller to keep.
/// </summary>
public class TrainingFailedException : InputException
{
    /// <summary>Makes the error.</summary>
    public TrainingFailedException(string message, int lastGoodEpoch, Exception? inner = null) : base(message, inner) => LastGoodEpoch = lastGoodEpoch;

    /// <summary>The epoch, from 1, whose parameters were restored; 0: those before training.</summary>
    public int LastGoodEpoch { get; }
}
