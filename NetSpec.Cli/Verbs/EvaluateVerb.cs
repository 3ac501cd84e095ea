using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Inputs;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>evaluate</c>: loss and accuracy on the test samples of data, or on all where it has none.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Argument<string> _spec = Declare.Spec();
    private readonly WeightsOptions _weights = new();
    private readonly Option<string> _data = Declare.File("--data", "A mapping file, or kind:key=value,...; its test samples are measured, of csv and digits a fifth; all with test=0, or where it has none.");

    public override IEnumerable<Symbol> Symbols => [_spec, .. _weights.Symbols, _data];

    public override int Run(Invocation invocation)
    {
        var given = DataArgument.Read(invocation.Get(_data));
        using var loaded = _weights.Load(invocation, invocation.Get(_spec));
        var options = ModelData.Adapt(given.Options, loaded.Metadata);
        using var data = given.Load(options, invocation.Cancellation);
        ModelData.CompareScale(data.Description, loaded.Metadata, invocation.Terminal);
        var samples = data.Test ?? data.Train;
        var evaluation = invocation.Terminal.Track("Evaluating", progress => Evaluator.Evaluate(
            loaded.Network, samples, progress: new SampleReporter(progress, samples.Count), cancellation: invocation.Cancellation));
        invocation.Terminal.Report(EvaluationReport.ToJson(evaluation));
        invocation.Terminal.Say($"{loaded.Info.Name}: {EvaluationReport.ToText(evaluation)}.");
        if (data.Test is not null && options.KindInfo?.TestShare > 0 && !options.Values.ContainsKey("test"))
            invocation.Terminal.Say($"{Text.Count(samples.Count)} of {Text.Count(All(data))} samples were measured, those that training keeps for testing; test=0 measures all.");
        return ExitCode.Done;
    }

    private static long All(DataSet data) => data.Train.Count + (data.Test?.Count ?? 0) + (data.Validation?.Count ?? 0);
}
