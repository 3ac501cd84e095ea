using System.Diagnostics;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>Spectral pruning of a network: covariance, widths, selection, a smaller spec, reconstruction.</summary>
public static class Pruner
{
    /// <summary>Calibration samples below which nothing can be held out.</summary>
    public const int FewestSamples = 2;

    private const int EnoughSamples = 128;

    /// <summary>Refuses options that do not go with a network, before any work.</summary>
    /// <exception cref="InputException">The options are wrong, or nothing in the network may be pruned.</exception>
    public static void Check(NetworkSpec spec, PruneOptions options) => Graph(spec, options);

    private static PruningGraph Graph(NetworkSpec spec, PruneOptions options)
    {
        OptionsCheck.Check(spec, options);
        var graph = PruningGraph.Build(spec, options);
        if (options.Criterion == Criterion.Magnitude) GroupSelector.CheckMagnitude(graph);
        options.Widths.Check(graph, options);
        return graph;
    }

    /// <summary>Prunes a network. Nothing is written; see <see cref="PruneOutput"/>.</summary>
    /// <param name="request">The network, its weights, calibration samples and options.</param>
    /// <param name="progress">Gets the name of each stage as it starts.</param>
    /// <param name="cancellation">Checked between stages and batches.</param>
    /// <returns>The smaller spec, its weights and a report.</returns>
    /// <exception cref="InputException">The spec, weights, samples or options are wrong, or nothing in the network may be
    /// pruned.</exception>
    public static PruneResult Prune(PruneRequest request, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        var options = request.Options;
        var graph = Graph(request.Spec, options);
        var asDoubles = request.Weights.Names.Any(n => request.Weights[n].ElementType == typeof(double));
        using var parent = MeasuredNetwork.Create(request.Factory, request.Spec, asDoubles);
        parent.Load(request.Weights);
        var weights = parent.Read();
        var data = new CalibrationData(request.Samples, parent.Info, cancellation);
        var clock = Stopwatch.StartNew();

        progress?.Report("covariance");
        var statistics = CovarianceStage.Measure(parent, data, graph);
        var covarianceSeconds = Lap(clock);

        progress?.Report("selection");
        var selector = new GroupSelector(graph, statistics, weights, options);
        var context = new WidthContext(graph, selector, statistics, weights, parent, data, options, request.Factory, asDoubles);
        var decision = options.Widths.Decide(context);
        var choices = new List<GroupChoice>();
        for (var g = 0; g < graph.Groups.Length; g++)
        {
            cancellation.ThrowIfCancellationRequested();
            choices.Add(selector.Choose(g, decision.Widths[g]));
        }
        int[][] kept = [.. choices.Select(c => c.Kept)];
        var selectionSeconds = Lap(clock);

        progress?.Report("regenerate");
        using var pruned = PrunedNetwork.Create(graph, kept, weights, request.Factory, asDoubles, options);
        var regenerateSeconds = Lap(clock);

        progress?.Report("reconstruction");
        var readers = Reconstructions.Of(options.Reconstruct).Run(
            new(graph, kept, pruned.Cuts, parent, pruned.Runner, weights, pruned.Weights, statistics, data, options));
        pruned.Runner.Write(pruned.Weights);
        var seconds = new ReportSeconds(covarianceSeconds, selectionSeconds, Lap(clock), regenerateSeconds);

        var meter = new LossMeter(parent, data);
        var report = ReportBuilder.Build(graph, pruned, choices, readers, decision, options) with
        {
            Samples = data.Count,
            HeldOutSamples = data.HeldOutCount,
            Original = meter.Measure(parent),
            Expected = meter.Measure(pruned.Runner),
            Notes = Notes(data, decision, pruned.Cuts),
            Latency = decision.Latency?.Invoke(pruned.Spec),
            Seconds = seconds,
        };
        if (request.Analyse) progress?.Report("analysis");
        var analysis = request.Analyse ? AnalysisStage.Gather(context, choices, decision, pruned) : null;
        var columns = InputColumns.Of(pruned.Cuts.KeptInputs, parent.Info.InputShape);
        var metadata = Inherited(request.Weights);
        InputColumns.Cut(metadata, columns, parent.Info.InputSize);
        return new(pruned.Spec, pruned.Runner.Save(metadata), report) { Analysis = analysis, InputColumns = columns };
    }

    private static double Lap(Stopwatch clock)
    {
        var seconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        return seconds;
    }

    // Class names and scaling travel on; the hash and name are those of the new spec.
    private static Dictionary<string, string> Inherited(NamedTensors weights) =>
        weights.Metadata
            .Where(m => m.Key is not (Weights.SpecHashKey or Weights.NameKey))
            .ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);

    private static List<string> Notes(CalibrationData data, WidthDecision decision, CutSet cuts)
    {
        var notes = new List<string>(decision.Notes);
        foreach (var path in cuts.DissolvedTies)
            notes.Add($"'{path}' has a weight of its own now: what changes one use of a tied weight is wrong for the other.");
        if (data.Count < EnoughSamples)
            notes.Add($"Only {data.Count} calibration samples: {EnoughSamples} or more give results that can be relied on.");
        return notes;
    }
}
