namespace NetSpec.Tests.Documentation;

/// <summary>What a snippet takes for granted: directives, the specs of its project, and variables.</summary>
/// <param name="Usings">Directives.</param>
/// <param name="Specs">The project's spec files.</param>
/// <param name="Variables">Statements before it.</param>
internal sealed record SnippetContext(string Usings, IReadOnlyList<string> Specs, string Variables)
{
    /// <summary>The namespaces that pages give a reader's project, so that a snippet may open them.</summary>
    public const string Namespace = "namespace MyApp { } namespace Reading { }";

    private const string ImplicitUsings = "using System;\nusing System.Collections.Generic;\nusing System.IO;\nusing System.Linq;\nusing System.Threading;\nusing System.Threading.Tasks;\n";

    private const string Usual = ImplicitUsings + "using NetSpec;\nusing NetSpec.Runtime;\n";

    private static readonly string _digits = File.ReadAllText(Repository.At("specs/digits.net.yaml"));

    // The first row whose page and text fit.
    private static readonly (string Page, string Holds, SnippetContext Context)[] _contexts =
    [
        ("docs/pruning.md", "Pruner.Prune", new(Usual + "using NetSpec.Pruning;\nusing NetSpec.Spec;\n", [],
            "NetworkSpec spec = null!; NamedTensors weights = null!; IDataSource samples = null!; INetworkFactory factory = null!;")),
        ("docs/tutorial.md", "", new(Usual, [_digits.Replace("name: Digits", "name: DigitsPruned", StringComparison.Ordinal)], "")),
        ("", "[NetworkSpec(", new(Usual, [_digits], "")),
        ("", "partial class Digits;", new(Usual, [], "")),
        ("", "", new(Usual, [_digits], "float[] pixels = new float[64];")),
    ];

    /// <summary>Pages of whose C# some is not compiled here.</summary>
    public static IReadOnlyList<(string Page, string Holds, int Count, string Reason)> Left { get; } =
    [
        ("README.md", "Context.Create", 1, "It needs ILGPU, which is the reader's own."),
        ("docs/gpu.md", "Context.Create", 1, "It needs ILGPU, which is the reader's own."),
        ("docs/freeze.md", "Frozen()", 1, "It needs a file of weights beside the spec; Tests.Freeze compiles and runs such a project."),
        ("docs/diagnostics/NS2011.md", "", 1, "Its mistake lies in the file of weights, which is not C#; Tests.Freeze gives it to the generator."),
        ("docs/adding-a-layer-kind.md", "", 6, "They are parts of NetSpec itself; TemplateTests compiles them together."),
    ];

    public static SnippetContext Of(CodeBlock block) =>
        _contexts.First(row => (row.Page.Length == 0 || row.Page == block.Page) && block.Text.Contains(row.Holds, StringComparison.Ordinal)).Context;

    public static (string Page, string Holds, int Count, string Reason)? NotCompiled(CodeBlock block) =>
        Left.Where(row => row.Page == block.Page && block.Text.Contains(row.Holds, StringComparison.Ordinal)).Select(row => ((string, string, int, string)?)row).FirstOrDefault();
}
