using System.Globalization;

namespace NetSpec.Runtime;

/// <summary>What a training's result depends on, as lines of text that are the same in every culture; a checkpoint of another text is another training's.</summary>
internal static class TrainingFingerprint
{
    public static string Of(NetworkInfo info, IDataSource train, IDataSource? validation, TrainingOptions options, INetwork? teacher)
    {
        var optimizer = options.Optimizer.Resolve();
        var numbers = OptimizerKey.All.Where(k => k.Get(optimizer) is not null).Select(k => $"{k.Name}={Text(k.Get(optimizer))}");
        string[] lines =
        [
            $"network: {info.SpecHash}",
            $"training samples: {Text(train.Count)}",
            $"validation samples: {Text(validation?.Count)}",
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
            $"distill: {(options.Distill ? teacher?.Info.SpecHash : "none")}",
        ];
        return string.Join('\n', lines);
    }

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "none";
}
