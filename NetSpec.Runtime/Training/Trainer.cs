namespace NetSpec.Runtime;

/// <summary>
/// Trains a network by mini-batches. The same parameters, data, options and vector width give the same result to the bit, whatever the number
/// of threads and however often it was stopped and resumed from its checkpoint.
/// </summary>
public static class Trainer
{
    /// <summary>
    /// Trains the network's parameters from what they are. Afterwards they are those of the last step, or of the best epoch where options say
    /// early stopping. Distillation makes of each target the mean of itself and the teacher's answer in the same terms: of the class and the
    /// softmax (cross entropy), of 0 or 1 and the sigmoid (binary cross entropy), of the two values (mse, mae, huber), of the sign and the
    /// output clipped to [-1, 1] (hinge).
    /// </summary>
    /// <param name="network">What is trained; nobody else may use its parameters meanwhile.</param>
    /// <param name="train">What is learnt from; read in an order that the seed and the epoch fix.</param>
    /// <param name="validation">What is only measured, after each epoch; null: nothing is.</param>
    /// <param name="options">How; a checkpoint that is there already must come from the same options (more epochs are fine where the schedule does not depend on them), data and parameters before training.</param>
    /// <param name="context">Teacher, progress, cancellation; null: none.</param>
    /// <exception cref="InputException">Options or data do not fit, or a file cannot be read or written.</exception>
    /// <exception cref="TrainingFailedException">The same after an epoch was finished: the last good epoch's parameters are restored.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite; the last good epoch's parameters are restored.</exception>
    public static TrainingResult Train(
        INetwork network, IDataSource train, IDataSource? validation, TrainingOptions options, TrainingContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        context ??= new TrainingContext();
        Check(network.Info, train, validation, options);
        TrainingCheck.Teacher(context.Teacher?.Info, options.Distill, network.Info);
        using var run = new TrainingRun(network, train, validation, options, context);
        return run.Run();
    }

    /// <summary>Refuses what does not go together, before anything is trained.</summary>
    /// <exception cref="InputException">Options or data do not fit the network.</exception>
    public static void Check(NetworkInfo info, IDataSource train, IDataSource? validation, TrainingOptions options)
    {
        TrainingCheck.Options(options, info);
        TrainingCheck.Data(train, info, "training");
        TrainingCheck.Batch(options, train, info);
        if (validation is not null) TrainingCheck.Data(validation, info, "validation");
    }
}
