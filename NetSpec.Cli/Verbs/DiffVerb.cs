using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Spec;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Writing;

namespace NetSpec.Cli.Verbs;

/// <summary><c>diff SPEC SPEC</c>: layers by path, as they are written.</summary>
internal sealed class DiffVerb : Verb
{
    private readonly Argument<string> _before = Declare.Spec("BEFORE");
    private readonly Argument<string> _after = Declare.Spec("AFTER");

    public override IEnumerable<Symbol> Symbols => [_before, _after];

    public override int Run(Invocation invocation)
    {
        var (before, after) = (SpecFile.Read(invocation.Get(_before)).Network, SpecFile.Read(invocation.Get(_after)).Network);
        var differences = Headers(before, after).Concat(Layers(before, after)).ToList();
        invocation.Terminal.Report(new
        {
            equal = differences.Count == 0,
            differences,
            parameters = new { before = before.ParameterCount, after = after.ParameterCount },
            macs = new { before = before.Macs, after = after.Macs },
        });
        if (differences.Count == 0)
        {
            invocation.Terminal.Say("The networks are the same.");
            return ExitCode.Done;
        }
        var table = new Table(null, "layer", "change", "before", "after");
        foreach (var difference in differences)
            table.Add(difference.Layer, difference.Change, difference.Before ?? "", difference.After ?? "");
        table.Add("parameters", "", Text.Count(before.ParameterCount), Text.Count(after.ParameterCount));
        table.Add("MACs", "", Text.Count(before.Macs), Text.Count(after.Macs));
        invocation.Terminal.Show(table);
        return ExitCode.Done;
    }

    private static IEnumerable<Difference> Headers(ResolvedNetwork before, ResolvedNetwork after)
    {
        (string Name, string Before, string After)[] headers =
        [
            ("name", before.Spec.Name, after.Spec.Name),
            ("namespace", before.Spec.Namespace ?? "", after.Spec.Namespace ?? ""),
            ("backends", before.Spec.Backends.ToString(), after.Spec.Backends.ToString()),
            ("input", before.Spec.Input.ToString(), after.Spec.Input.ToString()),
            ("loss", SnakeCase.From(before.Spec.Loss.ToString()), SnakeCase.From(after.Spec.Loss.ToString())),
        ];
        return headers.Where(h => h.Before != h.After).Select(h => new Difference(h.Name, "changed", h.Before, h.After));
    }

    private static IEnumerable<Difference> Layers(ResolvedNetwork before, ResolvedNetwork after)
    {
        foreach (var old in before.AllLayers())
        {
            var (was, now) = (Describe(old), after.Find(old.Path));
            if (now is null) yield return new(old.Path, "removed", was, null);
            else if (Describe(now) != was) yield return new(old.Path, "changed", was, Describe(now));
        }
        foreach (var added in after.AllLayers().Where(l => before.Find(l.Path) is null))
            yield return new(added.Path, "added", null, Describe(added));
    }

    private static string Describe(ResolvedLayer layer) => $"{LayerWriter.Layer(layer.Layer).Flow} {layer.Input} -> {layer.Output}";

    private sealed record Difference(string Layer, string Change, string? Before, string? After);
}
