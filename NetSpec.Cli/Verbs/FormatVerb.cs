using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Cli.Verbs;

/// <summary><c>fmt SPEC...</c>: canonical YAML on standard output, or back into the files.</summary>
internal sealed class FormatVerb : Verb
{
    private readonly Argument<string[]> _specs = Declare.Specs();
    private readonly Option<bool> _write = Declare.Flag("--write", "Put the text back into the files. Comments above the first key stay; others are lost.");

    public override IEnumerable<Symbol> Symbols => [_specs, _write];

    public override int Run(Invocation invocation)
    {
        // All are read before one is written.
        var files = invocation.Get(_specs).Select(SpecFile.Read).Select(f => (f.Path, f.Text, Canonical: SpecWriter.Write(f.Spec, Head(f.Text)))).ToList();
        var (isWriting, terminal) = (invocation.Get(_write), invocation.Terminal);
        terminal.Report(files.Select(f => new { path = f.Path, changed = f.Text != f.Canonical, text = f.Canonical }));
        foreach (var (path, text, canonical) in files)
        {
            if (isWriting && text != canonical)
            {
                AtomicFile.WriteText(path, canonical);
                terminal.Say($"{path}: written.");
            }
            else if (!isWriting && !terminal.IsJson)
            {
                if (path != files[0].Path) terminal.Output.WriteLine("---");
                terminal.Output.Write(canonical);
            }
        }
        return ExitCode.Done;
    }

    // What stands above the spec speaks of the whole file: its licence, its purpose, the schema that an editor reads.
    private static IEnumerable<string> Head(string text) =>
        text.Split('\n').Select(line => line.Trim()).TakeWhile(line => line.Length == 0 || line[0] == '#')
            .Where(line => line.Length > 0).Select(line => line.StartsWith("# ", StringComparison.Ordinal) ? line[2..] : line[1..]);
}
