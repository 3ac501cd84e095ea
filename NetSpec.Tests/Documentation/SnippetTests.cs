using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetSpec.Compiler;
using NetSpec.Generator;
using NetSpec.Pruning;
using NetSpec.Spec;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Documentation;

/// <summary>Every block of C# compiles in the project of a reader: with the generator, the packages, and what <see cref="SnippetContext"/> says stands around it.</summary>
public class SnippetTests
{
    private static readonly CSharpParseOptions _language = new(LanguageVersion.CSharp13);

    private static readonly ImmutableArray<MetadataReference> _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"))
            .Concat(new[] { typeof(Runtime.INetwork), typeof(Loss), typeof(Pruner), typeof(SpecCompiler), typeof(SpecReader) }.Select(type => type.Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<string> Blocks => new(All.Where(block => SnippetContext.NotCompiled(block) is null).Select(block => block.ToString()));

    private static IEnumerable<CodeBlock> All => Repository.ReaderPages.SelectMany(page => page.Blocks).Where(block => block.Language == "csharp");

    [Theory]
    [MemberData(nameof(Blocks))]
    public void EverySnippetCompiles(string name)
    {
        var block = Repository.Block(name);
        var context = SnippetContext.Of(block);
        var snippet = CSharpSyntaxTree.ParseText(block.Text, _language).GetCompilationUnitRoot();
        var isProgram = snippet.Members.Any(SyntaxKind.GlobalStatement);
        // A snippet's own directives go before the variables.
        var source = context.Usings + snippet.Usings.ToFullString() + (isProgram ? context.Variables : "") + "\n" + snippet.WithUsings([]).ToFullString();
        var kind = isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var project = CSharpCompilation.Create(
            "Reader", [CSharpSyntaxTree.ParseText(source, _language, "/project/Reader.cs"), CSharpSyntaxTree.ParseText(SnippetContext.Namespace, _language)], _references,
            new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], context.Specs.Select(spec => GeneratorHost.Spec("network.net.yaml", spec)), _language)
            .RunGeneratorsAndUpdateCompilation(project, out var compilation, out var diagnostics);
        var errors = diagnostics.Concat(compilation.GetDiagnostics()).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{block}: {d}").ToList();
        // The first block of a diagnostic's page is its example.
        if (block.Page.StartsWith("docs/diagnostics/", StringComparison.Ordinal) && Repository.Page(block.Page).Blocks[0] == block)
            Assert.Contains(errors, error => error.Contains($"error {Path.GetFileNameWithoutExtension(block.Page)}:", StringComparison.Ordinal));
        else
            Assert.Empty(errors);
    }

    [Fact]
    public void WhatIsNotCompiledIsNamedWithItsReason() =>
        Assert.Equal(SnippetContext.Left.Select(row => (row.Page, row.Count)), SnippetContext.Left.Select(row => (row.Page, All.Count(block => SnippetContext.NotCompiled(block) == row))));
}
