using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetSpec.Generator;
using NetSpec.Spec;

namespace NetSpec.Compiler;

/// <summary>The source of one network, made by the generator as a build would run it.</summary>
internal sealed record GeneratedSource(string Text, string ClassName)
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13, DocumentationMode.None);

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("empty", options: new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    public static GeneratedSource From(string text, string path, bool isDouble)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()], [new Spec(text)], ParseOptions, new Options(isDouble));
        var result = driver.RunGenerators(Empty).GetRunResult().Results[0];
        if (result.Exception is { } fault) throw new InvalidOperationException($"The generator failed on '{path}'.", fault);
        if (!result.Diagnostics.IsEmpty) throw new SpecException(result.Diagnostics.Select(d => Back(d, path)).ToImmutableArray());
        var network = SpecReader.Read(text, path).Network!.Spec;
        var name = network.Namespace is { } space ? $"{space}.{network.Name}" : network.Name;
        return new GeneratedSource(result.GeneratedSources.Single().SourceText.ToString(), name);
    }

    public static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, ParseOptions);

    private static SpecDiagnostic Back(Diagnostic diagnostic, string path)
    {
        var lines = diagnostic.Location.GetLineSpan();
        var span = diagnostic.Location.SourceSpan;
        return new SpecDiagnostic(diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), path,
            new SourceSpan(lines.Span.Start.Line + 1, lines.Span.Start.Character + 1, lines.Span.End.Line + 1, lines.Span.End.Character + 1, span.Start, span.End));
    }

    private sealed class Spec(string text) : AdditionalText
    {
        // The generator knows specs by this ending; a caller's file may have any name.
        public override string Path => "spec.net.yaml";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(bool isDouble) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(isDouble);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(bool isDouble) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = key switch
            {
                "build_property.NetSpecPrecision" when isDouble => "double",
                "build_property.NetSpecBackends" => "cpu",
                _ => null,
            };
            return value is not null;
        }
    }
}
