namespace NetSpec.Cli.Running;

/// <summary>The numbers of a stage that are averaged over repeats; the one table of their names.</summary>
internal static class StageMeasures
{
    private static readonly (string Name, Func<Stage, double?> Get)[] Always =
    [
        ("parameters", s => s.Info.ParameterCount),
        ("macs", s => s.Info.Macs),
        ("trainLoss", s => s.Train.Loss),
        ("trainAccuracy", s => s.Train.Accuracy),
        ("testLoss", s => s.Test?.Loss),
        ("testAccuracy", s => s.Test?.Accuracy),
        ("seconds", s => s.Seconds),
    ];

    private static readonly (string Name, Func<Stage, double?> Get)[] OfValues =
    [
        ("trainR2", s => s.Train.R2),
        ("testR2", s => s.Test?.R2),
    ];

    /// <summary>One stage over all repeats, as summary.json has it; widths are the first repeat's.</summary>
    public static Dictionary<string, object?> Summarise(IReadOnlyList<Stage> repeats)
    {
        var result = new Dictionary<string, object?> { ["stage"] = repeats[0].Name, ["widths"] = repeats[0].Widths };
        var isOfClasses = repeats.All(s => s.Train.Accuracy is not null);
        foreach (var (name, get) in isOfClasses ? Always : [.. Always, .. OfValues])
        {
            var values = repeats.Select(get).ToList();
            result[name] = Statistics.Mean(values);
            result[name + "Sd"] = Statistics.Deviation(values);
        }
        return result;
    }
}
