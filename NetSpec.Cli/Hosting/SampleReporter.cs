namespace NetSpec.Cli.Hosting;

/// <summary>Progress counted in samples.</summary>
internal sealed class SampleReporter(IProgress<Step> terminal, long samples) : IProgress<long>
{
    public void Report(long value) => terminal.Report(new((double)value / Math.Max(samples, 1), $"{Text.Count(value)} of {Text.Count(samples)} samples"));
}
