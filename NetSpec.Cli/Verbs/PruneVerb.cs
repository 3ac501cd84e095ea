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
    private readonly Option<string> _input = Declare.File("--input", "Calibration samples, .npy or .npz; 128 or more.");
    private readonly Option<string?> _target = Declare.Text("--target", "FILE", "Their targets, .npy or .npz: the report then says what accuracy to expect.");
    private readonly PruneSettings _settings = new();
    private readonly Option<string> _out = Declare.Folder("--out", "For NAME.net.yaml, NAME.safetensors and report.json.");

    public override IEnumerable<Symbol> Symbols => [_spec, .. _weights.Symbols, _input, _target, .. _settings.Symbols, _out];

    public override int Run(Invocation invocation)
    {
        var options = _settings.Read(invocation);
        var file = SpecFile.Read(invocation.Get(_spec));
        var outputs = PruneOutput.FilesOf(file.Spec, options).Select(name => Path.Combine(invocation.Get(_out), name));
        OutputCheck.Require("--name or --out", outputs, file.Path, _weights.PathOf(invocation), invocation.Get(_input), invocation.Get(_target));
        using var loaded = LoadedNetwork.Compile(file);
        var weights = _weights.Read(invocation);
        _weights.Fill(invocation, loaded, weights);
        // Tensors of other names were found by order; those of the network's own names keep their element type.
        if (!loaded.Info.Parameters.All(p => weights.TryGet(p.Name, out _)))
            weights = Weights.Save(loaded.Network.Parameters, new Dictionary<string, string>(loaded.Metadata));
        var samples = Calibration(invocation, loaded.Info);

        using var factory = new CompiledNetworks();
        var request = new PruneRequest(loaded.File.Spec, weights, samples, factory, options);
        var result = Pruner.Prune(request, new StageReporter(invocation.Terminal), invocation.Cancellation);
        var folder = invocation.Get(_out);
        PruneOutput.Write(folder, result);
        invocation.Terminal.Report(JsonNode.Parse(PruneOutput.ToJson(result.Report))!);
        Show(result.Report, invocation.Terminal);
        invocation.Terminal.Say($"{folder}: {result.Spec.Name}.net.yaml, {result.Spec.Name}.safetensors and report.json.");
        return ExitCode.Done;
    }

    private IDataSource Calibration(Invocation invocation, NetworkInfo info)
    {
        var inputs = Samples.Inputs(invocation.Get(_input), info);
        if (inputs.Length == 0) throw new InputException($"'{invocation.Get(_input)}' holds no samples; pruning needs at least 2, better 128 or more.");
        return invocation.Get(_target) is { } path
            ? new MemorySource(inputs, Samples.Targets(path, info, inputs.Length / info.InputSize), info.InputSize, info.TargetSize)
            : new UnlabelledSource(inputs, info.InputSize);
    }

    private static void Show(PruneReport report, Terminal terminal)
    {
        var table = new Table($"{report.Parent} -> {report.Name}", "group", "before#", "after#", "score#", "rank#", "held-out error#");
        foreach (var group in report.Groups)
            table.Add(group.Name, Text.Count(group.Before), Text.Count(group.After), Text.Number(group.Score), group.Rank is { } rank ? Text.Count(rank) : "-", Text.Number(group.HeldOutError));
        table.Add("parameters", Text.Count(report.Before.Parameters), Text.Count(report.After.Parameters), "", "", "");
        table.Add("MACs", Text.Count(report.Before.Macs), Text.Count(report.After.Macs), "", "", "");
        terminal.Show(table);
        foreach (var note in report.Notes.Concat(report.Groups.SelectMany(g => g.Notes.Select(n => $"{g.Name}: {n}"))))
            terminal.Say(note);
    }

    private sealed class StageReporter(Terminal terminal) : IProgress<string>
    {
        public void Report(string value) => terminal.Say($"Pruning: {value}");
    }
}
