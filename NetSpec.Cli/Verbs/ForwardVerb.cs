using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>forward</c>: inference from npy or data to npy.</summary>
internal sealed class ForwardVerb : Verb
{
    private readonly Argument<string> _spec = Declare.Spec();
    private readonly WeightsOptions _weights = new();
    private readonly SampleOptions _samples = new("Samples, .npy or .npz [n, ...] of float32 or float64.");
    private readonly Option<string> _output = Declare.File("--output", "Outputs, .npy of float32.");

    public override IEnumerable<Symbol> Symbols => [_spec, .. _weights.Symbols, .. _samples.Symbols, _output];

    public override int Run(Invocation invocation)
    {
        OutputCheck.Require("--output", [invocation.Get(_output)], [invocation.Get(_spec), _weights.PathOf(invocation), .. _samples.Files(invocation)]);
        using var network = _weights.Load(invocation, invocation.Get(_spec));
        var info = network.Info;
        var (_, input, _, samples) = _samples.Read(invocation, network);
        var output = new float[(long)samples * info.OutputSize];
        foreach (var range in Batches.Of(samples, invocation.Cancellation))
            network.Network.Forward(range.Of(input, info.InputSize), range.Of(output, info.OutputSize));
        var path = invocation.Get(_output);
        Npy.Write(path, Tensors.Batch(output, samples, info.OutputShape));
        invocation.Terminal.Report(new { output = path, samples, shape = info.OutputShape });
        invocation.Terminal.Say($"{path}: {Text.Count(samples)} outputs of {info.Name}.");
        return ExitCode.Done;
    }
}
