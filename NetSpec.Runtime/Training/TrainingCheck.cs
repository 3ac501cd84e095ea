namespace NetSpec.Runtime;

/// <summary>Refuses options and data that do not fit, before anything changes.</summary>
internal static class TrainingCheck
{
    public static void Options(TrainingOptions options, NetworkInfo info)
    {
        options.Optimizer.Resolve();
        options.Schedule.Check();
        Require(options.Batch >= 1, "batch", options.Batch, "1 or more");
        Require(options.Epochs >= 0, "epochs", options.Epochs, "0 or more");
        Require(options.Threads >= 0, "threads", options.Threads, "0 or more");
        Require(options.L1 >= 0 && double.IsFinite(options.L1), "l1", options.L1, "0 or above");
        Require(options.L2 >= 0 && double.IsFinite(options.L2), "l2", options.L2, "0 or above");
        Require(options.Clip is not { } clip || (clip > 0 && double.IsFinite(clip)), "clip", options.Clip, "above 0");
        Require(options.EarlyStopping is not { Patience: < 1 }, "early_stopping: patience", options.EarlyStopping?.Patience, "1 or more");
        Require(options.Checkpoint is not { Every: < 1 }, "checkpoint: every", options.Checkpoint?.Every, "1 or more");
        _ = new Augmenter(options.Augment, info, options.Seed);
        ClassWeights(options.ClassWeights, info);
    }

    public static void Data(IDataSource source, NetworkInfo info, string role)
    {
        Labels.CheckSizes(info, source);
        if (source.Count < 1)
            throw new InputException($"The {role} data holds no samples.");
    }

    public static void Batch(TrainingOptions options, IDataSource train, NetworkInfo info)
    {
        if (options.Epochs == 0 || Math.Min(options.Batch, train.Count) > 1 || info.WholeBatchLayer is not { } layer) return;
        var found = options.Batch == 1 ? "the batch is 1" : "there is 1 training sample";
        throw new InputException($"'{layer}' normalises over the batch, which needs at least 2 samples; {found}.");
    }

    public static void Teacher(NetworkInfo? teacher, bool distill, NetworkInfo info)
    {
        if (!distill) return;
        if (teacher is null)
            throw new InputException($"distill needs the network that {info.Name} is to learn from; there is none here.");
        if (teacher.InputSize != info.InputSize || teacher.OutputSize != info.OutputSize)
        {
            throw new InputException(
                $"{info.Name} cannot learn from {teacher.Name}: it has {info.InputSize} inputs and {info.OutputSize} outputs, "
                + $"{teacher.Name} {teacher.InputSize} and {teacher.OutputSize}.");
        }
    }

    private static void ClassWeights(IReadOnlyList<double>? weights, NetworkInfo info)
    {
        if (weights is null) return;
        var classes = info.TargetSize == 1 ? LossRules.Of(info.Loss).Classes(info) : 0;
        if (classes == 0)
            throw new InputException($"class_weights need one class a sample, but {info.Name} is trained on values or on several outputs at once.");
        if (weights.Count != classes)
            throw new InputException($"class_weights has {weights.Count} numbers, but {info.Name} tells {classes} classes apart.");
        if (weights.Any(w => !(w >= 0) || !double.IsFinite(w)) || weights.All(w => w == 0))
            throw new InputException("class_weights must be numbers of 0 or above, at least one of them above 0.");
    }

    private static void Require(bool holds, string key, IFormattable? found, string wanted)
    {
        if (!holds)
            throw new InputException($"{key} is {found?.ToString(null, System.Globalization.CultureInfo.InvariantCulture)}, it must be {wanted}.");
    }
}
