using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetSpec.Tests.Language;

/// <summary>The code of docs/adding-a-layer-kind.md is what the projects want today.</summary>
public partial class TemplateTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using NetSpec.Spec;
        using NetSpec.Spec.Coupling;
        using NetSpec.Spec.Reading;
        using NetSpec.Spec.Resolving;
        using NetSpec.Spec.Writing;

        """;

    [Fact]
    public void TheTemplateCompiles()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "_docs", "adding-a-layer-kind.md"));
        var blocks = Blocks().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(6, blocks.Count);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != "NetSpec.Tests")
            .Select(path => MetadataReference.CreateFromFile(path));
        // The projects open their internals to an assembly of this name.
        var compilation = CSharpCompilation.Create(
            "NetSpec.Tests",
            blocks.Select(block => CSharpSyntaxTree.ParseText(Usings + block, new CSharpParseOptions(LanguageVersion.CSharp13))),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
