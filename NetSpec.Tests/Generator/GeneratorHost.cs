using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetSpec.Generator;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Runs the generator on sources and spec files held in memory, as a build would.</summary>
internal static class GeneratorHost
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"))
            .Append(typeof(INetwork).Assembly.Location).Append(typeof(Loss).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>A project of these sources, named /project/Source0.cs and so on.</summary>
    public static CSharpCompilation Project(params string[] sources) => CSharpCompilation.Create(
        "Project", sources.Select((s, i) => Tree(s, $"/project/Source{i}.cs")), References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    public static SpecText Spec(string name, string text) => new("/project/" + name, text);

    public static GeneratorDriver Driver(params SpecText[] specs) => Driver("Demo", "Project", specs);

    /// <summary>The generator in a project of a name and a root namespace.</summary>
    public static GeneratorDriver Driver(string rootNamespace, string project, params SpecText[] specs) => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()], specs, ParseOptions, new Options(rootNamespace, project),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRunResult Run(CSharpCompilation project, params SpecText[] specs) => Result(Driver(specs).RunGenerators(project));

    public static GeneratorRunResult Result(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result;
    }

    /// <summary>What a named step gave.</summary>
    public static IEnumerable<T> Outputs<T>(GeneratorRunResult result, string step) =>
        result.TrackedSteps.TryGetValue(step, out var steps) ? steps.SelectMany(s => s.Outputs).Select(o => (T)o.Value) : [];

    public sealed class SpecText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(string rootNamespace, string project) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(rootNamespace, project);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string rootNamespace, string project) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key switch
            {
                "build_property.RootNamespace" => rootNamespace,
                "build_property.MSBuildProjectName" => project,
                "build_property.NetSpecBuildFiles" => "true",
                _ => null,
            };
            return value is not null;
        }
    }
}
