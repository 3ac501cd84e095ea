using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Onnx;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>import</c>: an ONNX model as a spec with weights.</summary>
internal sealed class ImportVerb : Verb
{
    private readonly Argument<string> _model = new("MODEL") { Description = "An ONNX model, MODEL.onnx." };
    private readonly Option<string> _out = Declare.Folder("--out", "For NAME.net.yaml and NAME.safetensors.");
    private readonly Option<string?> _name = Declare.ClassName("--name", "Class name of the network; without it that of the exported spec, or else made of the file's name.");

    public override IEnumerable<Symbol> Symbols => [_model, _out, _name];

    public override int Run(Invocation invocation)
    {
        var path = invocation.Get(_model);
        var network = OnnxImporter.Import(path, invocation.Get(_name));
        var folder = invocation.Get(_out);
        var (spec, weights) = (Path.Combine(folder, network.Spec.Name + ".net.yaml"), Path.Combine(folder, network.Spec.Name + ".safetensors"));
        OutputCheck.Require("--name or --out", [spec, weights], path);
        // A spec that stands there already and says the same keeps its comments.
        if (OutputCheck.RequireOwnSpec(spec, network.Spec, "give another --name or --out"))
            Safetensors.Write(weights, network.Weights);
        else
            network.Write(folder);
        invocation.Terminal.Report(new { spec, weights, inputAxes = network.InputAxes, outputAxes = network.OutputAxes, notes = network.Notes });
        invocation.Terminal.Say($"{spec}: {network.Spec.Layers.Count} layers; {weights}: {network.Weights.Names.Count} tensors.");
        foreach (var note in network.Notes)
            invocation.Terminal.Say(note);
        return ExitCode.Done;
    }
}
