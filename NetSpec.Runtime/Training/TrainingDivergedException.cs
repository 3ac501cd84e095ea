namespace NetSpec.Runtime;

/// <summary>The loss or a parameter became NaN or infinite. The parameters are again those of the last good epoch; a checkpoint file is as it was.</summary>
public sealed class TrainingDivergedException(string message, int lastGoodEpoch) : TrainingFailedException(message, lastGoodEpoch);
