using NetSpec.Cli.Benchmarks;
using NetSpec.Cli.Hosting;
using NetSpec.Pruning;
using NetSpec.Report;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>Times the networks before and after on one thread, half a second for each work, and writes latency.json.</summary>
internal static class LatencyFile
{
    private const int Batch = 64;

    private static readonly string[] Works = ["single", "batch"];

    /// <summary>Measures and writes.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="factory">Has the networks' code.</param>
    /// <param name="models">The networks.</param>
    /// <param name="device">A GPU's name; null: the processor.</param>
    /// <param name="cancellation">Stops between rounds.</param>
    public static void Write(string folder, INetworkFactory factory, IEnumerable<RunModel> models, string? device, CancellationToken cancellation)
    {
        var limit = Threads.Limit;
        Threads.Limit = 1;
        try
        {
            var results = models.SelectMany(model => Measure(factory, model, cancellation)).ToList();
            var report = new LatencyReport(device, Processor.Name, VectorPaths.NameOf(VectorPath.Auto), results);
            AtomicFile.WriteText(Path.Combine(folder, LatencyReport.FileName), Terminal.ToJson(report) + "\n");
        }
        finally
        {
            Threads.Limit = limit;
        }
    }

    private static IEnumerable<LatencyResult> Measure(INetworkFactory factory, RunModel model, CancellationToken cancellation)
    {
        using var handle = factory.Create<float>(model.Spec);
        var network = (INetwork)handle.Network;
        Weights.Load(network.Parameters, model.Weights);
        foreach (var work in Workload.Of(network, Batch, 1).Where(w => Works.Contains(w.Name)))
        {
            var timing = Timing.Of(work.Run, cancellation);
            yield return new(model.Spec.Name, work.Name, work.Batch, timing.Median, timing.Min, timing.P90);
        }
    }
}
