namespace NetSpec.Report;

/// <summary>How long the networks take, before and after; <c>latency.json</c>.</summary>
/// <param name="Device">A GPU's name; null: the processor.</param>
/// <param name="Processor">The processor's name.</param>
/// <param name="Isa">Its widest vectors: avx512, avx2 or vector128.</param>
/// <param name="Results">Each measured work of each network.</param>
public sealed record LatencyReport(string? Device, string Processor, string Isa, IReadOnlyList<LatencyResult> Results)
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "latency.json";
}

/// <summary>One measured time.</summary>
/// <param name="Network">Class name.</param>
/// <param name="Work">single or batch.</param>
/// <param name="Batch">Samples of one call.</param>
/// <param name="MedianNs">Nanoseconds of one call, the median of the rounds.</param>
/// <param name="MinNs">The shortest round's.</param>
/// <param name="P90Ns">Nine of ten rounds took at most this.</param>
public sealed record LatencyResult(string Network, string Work, int Batch, double MedianNs, double MinNs, double P90Ns);
