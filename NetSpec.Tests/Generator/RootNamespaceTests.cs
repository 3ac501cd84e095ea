using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetSpec.Tests.Generator;

/// <summary>Root namespaces, which come from names of projects and so need not be made of identifiers.</summary>
public class RootNamespaceTests
{
    private const string Tiny = "netspec: 1\nname: Tiny\ninput: 3\nlayers:\n  - dense: 1\n";

    [Theory]
    [InlineData("my-app", "my-app", "my_app")]
    [InlineData("my_app", "my app", "my_app")]
    [InlineData("3d.7 zip", "3d.7 zip", "_3d._7_zip")]
    [InlineData("my.class.app", "my.class.app", "my._class.app")]
    [InlineData("a..b+c", "a..b+c", "a._.b_c")]
    [InlineData("Größe", "Größe", "Größe")]
    public void NamesOfProjectsAreMended(string root, string project, string expected)
    {
        var result = GeneratorHost.Result(GeneratorHost.Driver(root, project, GeneratorHost.Spec("tiny.net.yaml", Tiny)).RunGenerators(GeneratorHost.Project()));

        Assert.Empty(result.Diagnostics);
        Assert.Equal(expected, Namespace(result));
        Assert.Empty(GeneratorHost.Project().AddSyntaxTrees(result.GeneratedSources.Select(s => s.SyntaxTree)).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [InlineData("my-app", "NS1030", "'my-app'")]
    [InlineData("My.event", "NS1031", "'event'")]
    public void StatedOnesAreReportedOnce(string root, string id, string word)
    {
        var specs = new[] { GeneratorHost.Spec("a.net.yaml", Tiny), GeneratorHost.Spec("b.net.yaml", Tiny.Replace("Tiny", "Other", StringComparison.Ordinal)) };
        var error = Assert.Single(GeneratorHost.Result(GeneratorHost.Driver(root, "Project", specs).RunGenerators(GeneratorHost.Project())).Diagnostics);

        Assert.Equal((id, Location.None), (error.Id, error.Location));
        Assert.Contains("RootNamespace", error.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains(word, error.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void NetworksOfANamespaceOfTheirOwnDoNotAsk()
    {
        var result = GeneratorHost.Result(GeneratorHost.Driver("my-app", "Project", GeneratorHost.Spec("a.net.yaml", "namespace: Own\n" + Tiny)).RunGenerators(GeneratorHost.Project()));
        Assert.Empty(result.Diagnostics);
        Assert.Equal("Own", Namespace(result));
    }

    private static string Namespace(GeneratorRunResult result) => Assert.Single(result.GeneratedSources).SyntaxTree.GetCompilationUnitRoot()
        .Members.OfType<BaseNamespaceDeclarationSyntax>().Single().Name.ToString();
}
