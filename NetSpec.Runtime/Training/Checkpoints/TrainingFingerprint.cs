using System.Globalization;

namespace NetSpec.Runtime;

/// <summary>What a training's result depends on, as lines of text that are the same in every culture; a checkpoint of another text is another training's.</summary>
internal static class TrainingFingerprint
{
    /// <summary>Begins a line that checkpoints of earlier builds lack: they do not say where their training began.</summary>
    public const string StartKey = "parameters before training:";

    /// <summary>Describes a training that has not begun: the parameters are those that it starts from.</summary>
    /// <exception cref="InputException">A sample cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while the data was read.</exception>
    public static string Of(
        ParameterSet<float> start, IDataSource train, IDataSource? validation, TrainingOptions options, INetwork? teacher, CancellationToken cancellation)
    {
        var info = start.Info;
        var optimizer = options.Optimizer.Resolve();
        var numbers = OptimizerKey.All.Where(k => k.Get(optimizer) is not null).Select(k => $"{k.Name}={Text(k.Get(optimizer))}");
        string[] lines =
        [
            $"network: {info.SpecHash}",
            $"{StartKey} {ContentHash.Of(start)}",
            $"training data: {Text(train, cancellation)}",
            $"validation data: {Text(validation, cancellation)}",
            $"optimizer: {optimizer.Name}({string.Join(", ", numbers)})",
            $"batch: {Text(options.Batch)}",
            $"seed: {Text(options.Seed)}",
            $"schedule: {options.Schedule.Key}",
            $"epochs: {(options.Schedule.DependsOnLength ? Text(options.Epochs) : "any")}",
            $"l1: {Text(options.L1)}",
            $"l2: {Text(options.L2)}",
            $"clip: {Text(options.Clip)}",
            $"class_weights: {string.Join(", ", options.ClassWeights?.Select(w => Text(w)) ?? ["none"])}",
            $"early_stopping: {Text(options.EarlyStopping?.Patience)}",
            $"augment: {new Augmenter(options.Augment, info, options.Seed).Key}",
            $"distill: {(options.Distill && teacher is not null ? $"{teacher.Info.SpecHash} with the parameters {ContentHash.Of(teacher.Parameters)}" : "none")}",
        ];
        return string.Join('\n', lines);
    }

    private static string Text(IDataSource? data, CancellationToken cancellation) =>
        data is null ? "none" : $"{Text(data.Count)} samples of content {ContentHash.Of(data, cancellation)}";

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "none";
}
