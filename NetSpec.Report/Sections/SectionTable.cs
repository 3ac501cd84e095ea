namespace NetSpec.Report;

/// <summary>The one table of the page's parts, in their order; a part that has nothing to say is null.</summary>
internal static class SectionTable
{
    public static IReadOnlyList<Func<RunFolder, Section?>> All { get; } =
    [
        NetworksSection.Of,
        ResultsSection.Of,
        TrainingSection.Of,
        SpectrumSection.Of,
        RhoSection.Of,
        ScoreSection.Of,
        CovarianceSection.Of,
        TradeOffSection.Of,
        LatencySection.Of,
        RecordSection.Of,
    ];
}
