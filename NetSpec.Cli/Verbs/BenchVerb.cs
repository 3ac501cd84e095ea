using System.CommandLine;
using System.Globalization;
using NetSpec.Cli.Benchmarks;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>bench</c>: time of one sample, a batch and a training step, beside what the machine could do.</summary>
internal sealed class BenchVerb : Verb
{
    private readonly Argument<string> _spec = Declare.Spec();
    private readonly Option<int?> _batch = Declare.Whole("--batch", "Samples of a batch; 256.");
    private readonly Option<int?> _threads = Declare.Whole("--threads", "Threads for batches and training; 1.");

    private readonly DeviceOptions _device = new();

    public override IEnumerable<Symbol> Symbols => [_spec, _batch, _threads, .. _device.Symbols];

    public override int Run(Invocation invocation)
    {
        using var device = _device.Open(invocation);
        using var loaded = LoadedNetwork.Compile(invocation.Get(_spec), device);
        Initializer.Apply(loaded.Network.Parameters, null, 1);
        var (batch, threads) = (invocation.Get(_batch) ?? 256, invocation.Get(_threads) ?? 1);
        RequireRoom(batch, loaded.Info);
        // What a device could do is not measured: the share of the peak is said for the processor only.
        double? peak = device is null ? FmaPeak.Gigaflops(VectorPath.Auto, invocation.Cancellation) : null;
        var workloads = Workload.Of(loaded.Network, batch, threads).ToList();
        var results = Measure(workloads, threads, peak, invocation);

        var isa = device?.Name ?? VectorPaths.NameOf(VectorPath.Auto);
        invocation.Terminal.Report(new { isa, peakGflops = peak, threads, results });
        var table = new Table($"{loaded.Info.Name} on {isa}; {(peak is { } p ? $"{p.ToString("0.0", CultureInfo.InvariantCulture)} GFLOP/s peak a core" : "copies to and from it included")}", "work", "batch#", "median#", "min#", "p90#", "GFLOP/s#", "of peak#");
        foreach (var r in results)
            table.Add(r.Work, Text.Count(r.Batch), Time(r.MedianNs), Time(r.MinNs), Time(r.P90Ns), r.Gflops.ToString("0.00", CultureInfo.InvariantCulture), r.ShareOfPeak?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "");
        invocation.Terminal.Show(table);
        return ExitCode.Done;
    }

    private static void RequireRoom(int batch, NetworkInfo info)
    {
        var most = Array.MaxLength / Math.Max(info.InputSize, info.OutputSize);
        if (batch > most) throw new UsageException($"--batch is at most {Text.Count(most)} for {info.Name}, whose samples have {Text.Count(Math.Max(info.InputSize, info.OutputSize))} values; found {Text.Count(batch)}.");
    }

    private static List<BenchResult> Measure(List<Workload> workloads, int threads, double? peak, Invocation invocation)
    {
        var limit = Threads.Limit;
        Threads.Limit = threads;
        try
        {
            return invocation.Terminal.Track("Timing", progress => workloads.Select((work, i) =>
            {
                progress.Report(new((double)i / workloads.Count, work.Name));
                return Measure(work, peak, invocation.Cancellation);
            }).ToList());
        }
        finally
        {
            Threads.Limit = limit;
        }
    }

    private static BenchResult Measure(Workload work, double? peak, CancellationToken cancellation)
    {
        var timing = Timing.Of(work.Run, cancellation);
        var gflops = work.Flops / timing.Median;
        return new(work.Name, work.Batch, timing.Median, timing.Min, timing.P90, gflops, gflops / (peak * work.Threads));
    }

    private static string Time(double nanoseconds) => nanoseconds < 10_000
        ? nanoseconds.ToString("0.0 ns", CultureInfo.InvariantCulture)
        : (nanoseconds / 1000).ToString("0.0 us", CultureInfo.InvariantCulture);

    private sealed record BenchResult(string Work, int Batch, double MedianNs, double MinNs, double P90Ns, double Gflops, double? ShareOfPeak);
}
