using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetSpec.Spec.Resolving;

namespace NetSpec.Tests.Language;

/// <summary>Our list of words held against the compiler's own.</summary>
public sealed class IdentifierTests
{
    public static TheoryData<string> Words { get; } = new(
        SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
            .Where(word => word.Length > 0 && word.All(char.IsAsciiLetterLower)).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Words))]
    public void ClassNamesAreRefusedWhereTheCompilerRefusesThem(string word)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var tree = CSharpSyntaxTree.ParseText(
            $"public sealed partial class {word} {{ private {word}? _field; public {word} Self() => this; public static {word} Make() => new {word}(); }}",
            options);
        var compilation = CSharpCompilation.Create(
            "names",
            [tree],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var compiles = !compilation.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(!compiles, Identifiers.CannotNameClass(word));
        Assert.Equal(SyntaxFacts.GetKeywordKind(word) != SyntaxKind.None, Identifiers.IsKeyword(word));
    }

    [Theory]
    [InlineData("var")]
    [InlineData("dynamic")]
    [InlineData("nint")]
    public void NamesThatWouldChangeGeneratedCodeAreRefused(string name) => Assert.True(Identifiers.CannotNameClass(name));

    [Theory]
    [InlineData("value")]
    [InlineData("add")]
    [InlineData("Record")]
    [InlineData("Größe")]
    [InlineData("_1")]
    public void OrdinaryNamesAreAllowed(string name) => Assert.True(NameRules.CanNameClass(name));

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("@class")]
    [InlineData("a\u200bb")]
    public void OtherTextIsNoIdentifier(string name) => Assert.False(Identifiers.IsIdentifier(name));
}
