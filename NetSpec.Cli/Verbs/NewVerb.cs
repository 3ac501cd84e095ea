using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Options;
using NetSpec.Cli.Recipes;
using NetSpec.Compiler;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Cli.Verbs;

/// <summary><c>new NAME</c>: a spec and a recipe to start from.</summary>
internal sealed class NewVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "Class name of the network; also the name of its files." };
    private readonly Option<int[]> _input = Declare.WholeList("--input", "Shape of a sample: F, or C,H,W for cnn, or T,F for rnn.");
    private readonly Option<string> _kind = Declare.Choice("--kind", "What to start from.", "mlp", [.. Templates.Kinds]);
    private readonly Option<int?> _outputs = Declare.Whole("--outputs", "Classes, or 1 for a value; 10.");
    private readonly Option<string?> _out = Declare.Text("--out", "DIR", "Where the files go; the current folder.");
    private readonly Option<bool> _force = Declare.Flag("--force", "Replace files that are there.");

    public NewVerb() => _input.Required = true;

    public override IEnumerable<Symbol> Symbols => [_name, _input, _kind, _outputs, _out, _force];

    public override int Run(Invocation invocation)
    {
        var name = invocation.Get(_name);
        var template = Templates.Of(invocation.Get(_kind), invocation.Get(_input), name, invocation.Get(_outputs) ?? 10);
        var folder = invocation.Get(_out) ?? "";
        var (spec, recipe) = (Path.Combine(folder, name + ".net.yaml"), Path.Combine(folder, name + ".run.yaml"));
        var result = SpecReader.Read(template.Spec, spec);
        if (result.Network is null) throw new SpecException(result.Diagnostics.Items);
        foreach (var path in new[] { spec, recipe }.Where(p => File.Exists(p) && !invocation.Get(_force)))
            throw new InputException($"'{path}' is there already; --force replaces it.");
        AtomicFile.WriteText(spec, template.Spec);
        AtomicFile.WriteText(recipe, template.Recipe);
        invocation.Terminal.Report(new { spec, recipe });
        invocation.Terminal.Say($"{spec}: {Text.Count(result.Network.ParameterCount)} parameters.");
        invocation.Terminal.Say($"{recipe}: name your data in it, then 'netspec run {Text.Argument(recipe)}'.");
        return ExitCode.Done;
    }
}
