namespace NetSpec.Report;

/// <summary>summary.json, as a run writes it; means over its repeats.</summary>
internal sealed record RunSummary(SummaryNetwork Network, int Repeats, IReadOnlyList<SummaryStage> Stages, IReadOnlyList<SummaryBaseline>? Baselines)
{
    /// <summary>The network at a stage; null where the run has none of that name.</summary>
    public SummaryStage? Find(string stage) => Stages.FirstOrDefault(s => s.Stage == stage);
}

/// <summary>The network that a run trains.</summary>
internal sealed record SummaryNetwork(string Name, IReadOnlyList<int> Widths);

/// <summary>A baseline, pruned to the same widths.</summary>
internal sealed record SummaryBaseline(string Criterion, IReadOnlyList<SummaryStage> Stages);

/// <summary>A network at one point of a run: original, pruned or finetuned.</summary>
internal sealed record SummaryStage(string Stage, IReadOnlyList<int> Widths)
{
    public double? Parameters { get; init; }

    public double? Macs { get; init; }

    public double? TrainLoss { get; init; }

    public double? TrainAccuracy { get; init; }

    public double? TestLoss { get; init; }

    public double? TestLossSd { get; init; }

    public double? TestAccuracy { get; init; }

    public double? TestAccuracySd { get; init; }

    public double? TestR2 { get; init; }

    public double? TestR2Sd { get; init; }

    /// <summary>How good it is on the test samples: accuracy, or R2 of values.</summary>
    public double? Quality => TestAccuracy ?? TestR2;

    /// <summary>Its spread over the repeats.</summary>
    public double? QualitySd => TestAccuracy is null ? TestR2Sd : TestAccuracySd;
}
