using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>emit SPEC</c>: the generated C#.</summary>
internal sealed class EmitVerb : Verb
{
    private readonly Argument<string> _spec = Declare.Spec();
    private readonly Option<string> _backend = Declare.Choice("--backend", "What code.", "cpu", "cpu", "ilgpu");
    private readonly Option<string?> _out = Declare.Text("--out", "DIR", "Where NAME.g.cs is written; else standard output.");

    public override IEnumerable<Symbol> Symbols => [_spec, _backend, _out];

    public override int Run(Invocation invocation)
    {
        var file = SpecFile.Read(invocation.Get(_spec));
        var name = file.Spec.Name + (invocation.Get(_backend) == "ilgpu" ? "Gpu" : "");
        var path = invocation.Get(_out) is { } folder ? Path.Combine(folder, name + ".g.cs") : null;
        if (path is not null) OutputCheck.Require("--out", [path], invocation.Get(_spec));
        var code = invocation.Get(_backend) == "ilgpu"
            ? SpecCompiler.GenerateForDevice(file.Text, file.PathToCompile)
            : SpecCompiler.Generate(file.Text, file.PathToCompile);
        if (path is not null) AtomicFile.WriteText(path, code);
        invocation.Terminal.Report(new { name, path, code = path is null ? code : null });
        if (path is not null)
            invocation.Terminal.Say($"{path}: {Text.Count(code.AsSpan().Count('\n'))} lines.");
        else if (!invocation.Terminal.IsJson)
            invocation.Terminal.Output.Write(code);
        return ExitCode.Done;
    }
}
