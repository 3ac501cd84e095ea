using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>init</c>: initial parameters by a seed.</summary>
internal sealed class InitVerb : Verb
{
    private readonly Argument<string> _spec = Declare.Spec();
    private readonly Option<string> _output = Declare.File("--output", "Parameters, .safetensors.");
    private readonly Option<ulong> _seed = Declare.Seed("The same seed gives the same parameters.");
    private readonly Option<string> _kind = Declare.Choice("--init", "How; he for the relu family and glorot else where it is not said.", null, [.. Initializer.Names]);

    public override IEnumerable<Symbol> Symbols => [_spec, _output, _seed, _kind];

    public override int Run(Invocation invocation)
    {
        OutputCheck.Require("--output", [invocation.Get(_output)], invocation.Get(_spec));
        using var loaded = LoadedNetwork.Compile(invocation.Get(_spec));
        Initializer.Apply(loaded.Network.Parameters, invocation.Get(_kind), invocation.Get(_seed));
        var path = invocation.Get(_output);
        Safetensors.Write(path, Weights.Save(loaded.Network.Parameters));
        invocation.Terminal.Report(new { output = path, parameters = loaded.Info.ParameterCount, seed = invocation.Get(_seed) });
        invocation.Terminal.Say($"{path}: {Text.Count(loaded.Info.ParameterCount)} parameters of {loaded.Info.Name}.");
        return ExitCode.Done;
    }
}
