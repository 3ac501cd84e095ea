using System.CommandLine;
using System.Text.Json.Nodes;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Inputs;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>prune</c>: a smaller spec, its weights and a report.</summary>
internal sealed class PruneVerb : Verb
{
    private readonly Argument<string> _spec = Declare.Spec();
    private readonly WeightsOptions _weights = new();
    private readonly SampleOptions _samples = new("Calibration samples, .npy or .npz; 128 or more.", "Their targets, .npy or .npz: the report then says what accuracy to expect.");
    private readonly PruneSettings _settings = new();
    private readonly Option<string> _out = Declare.Folder("--out", "For NAME.net.yaml, NAME.safetensors and report.json.");

    public override IEnumerable<Symbol> Symbols => [_spec, .. _weights.Symbols, .. _samples.Symbols, .. _settings.Symbols, _out];

    public override int Run(Invocation invocation)
    {
        var options = _settings.Read(invocation);
        var file = SpecFile.Read(invocation.Get(_spec));
        var outputs = PruneOutput.FilesOf(file.Spec, options).Select(name => Path.Combine(invocation.Get(_out), name));
        OutputCheck.Require("--name or --out", outputs, [file.Path, _weights.PathOf(invocation), .. _samples.Files(invocation)]);
        using var loaded = LoadedNetwork.Compile(file);
        var weights = _weights.Read(invocation);
        _weights.Fill(invocation, loaded, weights);
        // Tensors of other names were found by order; those of the network's own names keep their element type.
        if (!loaded.Info.Parameters.All(p => weights.TryGet(p.Name, out _)))
            weights = Weights.Save(loaded.Network.Parameters, new Dictionary<string, string>(loaded.Metadata));
        var samples = Calibration(_samples.Read(invocation, loaded), loaded.Info);

        using var factory = new CompiledNetworks();
        var request = new PruneRequest(loaded.File.Spec, weights, samples, factory, options);
        var result = Pruner.Prune(request, new StageReporter(invocation.Terminal), invocation.Cancellation);
        var folder = invocation.Get(_out);
        PruneOutput.Write(folder, result);
        invocation.Terminal.Report(JsonNode.Parse(PruneOutput.ToJson(result.Report))!);
        Show(result.Report, samples.TargetSize > 0, invocation.Terminal);
        invocation.Terminal.Say($"{folder}: {result.Spec.Name}.net.yaml, {result.Spec.Name}.safetensors and report.json.");
        return ExitCode.Done;
    }

    private static IDataSource Calibration(GivenSamples given, NetworkInfo info)
    {
        if (given.Count == 0) throw new InputException($"'{given.Source}' holds no samples; pruning needs at least 2, better 128 or more.");
        return given.Targets is { } targets
            ? new MemorySource(given.Inputs, targets, info.InputSize, info.TargetSize)
            : new UnlabelledSource(given.Inputs, info.InputSize);
    }

    private static void Show(PruneReport report, bool hasTargets, Terminal terminal)
    {
        var table = new Table($"{report.Parent} -> {report.Name}", "group", "before#", "after#", "score#", "rank#", "held-out error#");
        foreach (var group in report.Groups)
            table.Add(group.Name, Text.Count(group.Before), Text.Count(group.After), Text.Number(group.Score), group.Rank is { } rank ? Text.Count(rank) : "-", Text.Number(group.HeldOutError));
        table.Add("parameters", Text.Count(report.Before.Parameters), Text.Count(report.After.Parameters), "", "", "");
        table.Add("MACs", Text.Count(report.Before.Macs), Text.Count(report.After.Macs), "", "", "");
        // Without targets they are distances between the two networks, which pages call by other names.
        if (hasTargets) table.Add("loss", Text.Number(report.Original.Loss), Text.Number(report.Expected.Loss), "", "", "");
        if (hasTargets && report.Original.Accuracy is not null) table.Add("accuracy", Text.Number(report.Original.Accuracy), Text.Number(report.Expected.Accuracy), "", "", "");
        terminal.Show(table);
        foreach (var note in report.Notes.Concat(report.Groups.SelectMany(g => g.Notes.Select(n => $"{g.Name}: {n}"))))
            terminal.Say(note);
    }

    private sealed class StageReporter(Terminal terminal) : IProgress<string>
    {
        public void Report(string value) => terminal.Say($"Pruning: {value}");
    }
}
