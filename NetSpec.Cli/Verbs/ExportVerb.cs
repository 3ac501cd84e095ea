using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Onnx;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>export</c>: a network with its weights as an ONNX model.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Argument<string> _spec = Declare.Spec();
    private readonly WeightsOptions _weights = new();
    private readonly Option<string> _output = Declare.File("--output", $"The model, .onnx, of opset {OnnxExport.Opset}.");

    public override IEnumerable<Symbol> Symbols => [_spec, .. _weights.Symbols, _output];

    public override int Run(Invocation invocation)
    {
        OutputCheck.Require("--output", [invocation.Get(_output)], invocation.Get(_spec), _weights.PathOf(invocation));
        using var loaded = _weights.Load(invocation, invocation.Get(_spec));
        invocation.Cancellation.ThrowIfCancellationRequested();
        var path = invocation.Get(_output);
        OnnxExport.Write(path, loaded.File.Network, Weights.Save(loaded.Network.Parameters, loaded.Metadata));
        var info = loaded.Info;
        invocation.Terminal.Report(new { output = path, opset = OnnxExport.Opset, parameters = info.ParameterCount, inputShape = info.InputShape, outputShape = info.OutputShape });
        invocation.Terminal.Say($"{path}: {info.Name} as an ONNX model of opset {OnnxExport.Opset}, {Text.Count(info.ParameterCount)} parameters.");
        return ExitCode.Done;
    }
}
