using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Options;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>schema</c>: the JSON schemas, from which editors complete and explain keys.</summary>
internal sealed class SchemaVerb : Verb
{
    /// <summary>The files, which lie in the repository's folder <c>specs</c>: of networks, and of recipes.</summary>
    public static IReadOnlyList<string> Files { get; } = ["netspec.schema.json", "netspec-run.schema.json"];

    private readonly Option<string?> _out = Declare.Text("--out", "DIR", "Where the files go; the current folder. Files of these names are replaced.");

    public override IEnumerable<Symbol> Symbols => [_out];

    public override int Run(Invocation invocation)
    {
        var folder = invocation.Get(_out) ?? "";
        var paths = Files.Select(file => Path.Combine(folder, file)).ToList();
        foreach (var path in paths) AtomicFile.WriteText(path, Text(Path.GetFileName(path)));
        invocation.Terminal.Report(new { network = paths[0], recipe = paths[1] });
        invocation.Terminal.Say($"{paths[0]}: for NAME.net.yaml.");
        invocation.Terminal.Say($"{paths[1]}: for NAME.run.yaml.");
        return ExitCode.Done;
    }

    /// <summary>What a file holds.</summary>
    public static string Text(string file)
    {
        using var reader = new StreamReader(typeof(SchemaVerb).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }
}
