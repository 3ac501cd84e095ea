using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Inputs;
using NetSpec.Cli.Options;
using NetSpec.Compiler;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Spec.Reading;

namespace NetSpec.Cli.Verbs;

/// <summary><c>check SPEC...</c>: every error of every spec, or tables of what the networks are.</summary>
internal sealed class CheckVerb : Verb
{
    private readonly Argument<string[]> _specs = Declare.Specs();

    public override IEnumerable<Symbol> Symbols => [_specs];

    public override int Run(Invocation invocation)
    {
        var results = invocation.Get(_specs).Select(path => (Path: path, Result: Read(path))).ToList();
        var diagnostics = results.SelectMany(r => r.Result.Diagnostics.Items).Concat(DuplicateClasses(results)).ToList();
        invocation.Terminal.Report(diagnostics.Select(d => new { d.Id, d.Path, Line = d.Span.StartLine, Column = d.Span.StartColumn, d.Message }));
        foreach (var diagnostic in diagnostics)
            invocation.Terminal.Warn(diagnostic.ToString());
        if (diagnostics.Count > 0) return ExitCode.WrongInput;
        foreach (var (path, result) in results)
            Show(path, result.Network!, invocation.Terminal);
        return ExitCode.Done;
    }

    // A file that cannot be read is one more error in the list, so that the other files' errors are not lost.
    private static SpecResult Read(string path)
    {
        try
        {
            return SpecReader.Read(TextFile.Read(path), path);
        }
        catch (InputException exception)
        {
            var start = new SourceSpan(1, 1, 1, 1, 0, 0);
            return new SpecResult(null, null, new([new SpecDiagnostic(SpecDiagnostics.NotText.Id, exception.Message, path, start)]));
        }
    }

    private static void Show(string path, ResolvedNetwork network, Terminal terminal)
    {
        var forms = SpecCompiler.Forms(network);
        var table = new Table($"{path}: {network.Spec.Name}", "layer", "kind", "input", "output", "parameters#", "MACs#", "code");
        foreach (var layer in network.AllLayers())
        {
            var form = forms is not null ? forms.GetValueOrDefault(layer.Path, "in the layer before")
                : SpecCompiler.Supports(layer.Layer.Kind) ? "" : "not generated yet";
            table.Add(layer.Path, layer.Layer.Kind.Keyword, layer.Input.ToString(), layer.Output.ToString(),
                Text.Count(layer.Parameters.Where(IsTrained).Sum(p => p.Length)), Text.Count(layer.Macs), form);
        }
        terminal.Show(table);
        terminal.Say($"{network.Spec.Input} -> {network.Output}, {Text.Count(network.ParameterCount)} parameters, {Text.Count(network.Macs)} MACs a sample, loss {SnakeCase.From(network.Spec.Loss.ToString())}.");
        if (forms is null)
            terminal.Say($"The spec is good, but code for {string.Join(", ", Missing(network))} is not generated yet ({SpecDiagnostics.NotGenerated.Id}).");
    }

    private static IEnumerable<string> Missing(ResolvedNetwork network) =>
        network.AllLayers().Select(l => l.Layer.Kind).Where(k => !SpecCompiler.Supports(k)).Select(k => $"'{k.Keyword}'").Distinct();

    private static bool IsTrained(ParameterSpec parameter) => parameter.Role is ParameterRole.Weight or ParameterRole.Bias or ParameterRole.Scale;

    // The same specs in one project would give two classes of one name, or two files whose names differ by case only.
    private static IEnumerable<SpecDiagnostic> DuplicateClasses(IEnumerable<(string Path, SpecResult Result)> results) =>
        results.Where(r => r.Result.Network is not null && !IsRepeated(r.Path, results))
            .GroupBy(r => $"{r.Result.Network!.Spec.Namespace}.{r.Result.Network.Spec.Name}", StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group.Skip(1).Select(later => new SpecDiagnostic(
                SpecDiagnostics.DuplicateClass.Id,
                $"The class name '{later.Result.Network!.Spec.Name}' is taken by '{group.First().Path}'; class names of one project differ, and not by case only",
                later.Path, new SourceSpan(1, 1, 1, 1, 0, 0))));

    private static bool IsRepeated(string path, IEnumerable<(string Path, SpecResult Result)> results) => results.Count(r => r.Path == path) > 1;
}
