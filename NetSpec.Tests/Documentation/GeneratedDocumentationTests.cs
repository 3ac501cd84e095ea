using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetSpec.Spec;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Documentation;

/// <summary>What an editor shows of generated classes.</summary>
public class GeneratedDocumentationTests
{
    private const string Dense = """
        netspec: 1
        name: Shown
        input: 4
        layers:
          - { dense: 3, activation: relu, name: first }
          - residual: { body: [{ dense: 3 }] }
          - { dense: 4, tie: { layer: first, transpose: true } }
        loss: cross_entropy
        """;

    private const string Image = """
        netspec: 1
        name: Shown
        input: [2, 6, 8]
        layers:
          - normalize: { mean: [0.4, 0.5], std: 2 }
          - { conv2d: 4, padding: same, activation: { leaky_relu: 0.2 } }
          - batchnorm:
          - global_avgpool:
          - dense: 1
        loss: binary_cross_entropy
        """;

    private const string Sequence = """
        netspec: 1
        name: Shown
        input: [5, 3]
        layers:
          - { lstm: 4, return: sequence }
          - dense: 2
        """;

    [Theory]
    [InlineData(Dense)]
    [InlineData(Image)]
    [InlineData(Sequence)]
    public void EveryMemberIsDocumentedInGoodXml(string spec)
    {
        var source = Generated(spec).Replace("#pragma warning disable", "", StringComparison.Ordinal);
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.Diagnose));
        var diagnostics = GeneratorHost.Project().AddSyntaxTrees(tree).GetDiagnostics();
        // CS1570 to CS1592 and CS1710 to CS1712 are those of documentation.
        Assert.Empty(diagnostics.Where(d => d.Id.StartsWith("CS15", StringComparison.Ordinal) || d.Id.StartsWith("CS17", StringComparison.Ordinal)).Select(d => d.ToString()));
    }

    [Theory]
    [InlineData(Dense)]
    [InlineData(Image)]
    [InlineData(Sequence)]
    public void TheClassHasATableOfItsLayers(string spec)
    {
        var network = SpecReader.Read(spec, "shown.net.yaml").Network!;
        var documentation = XElement.Parse(Class(spec).GetDocumentationCommentXml()!);

        var rows = documentation.Descendants("item").Select(item => ((string)item.Element("term")!, (string)item.Element("description")!)).ToList();

        Assert.Equal(network.AllLayers().Select(l => l.Path).Append("In all"), rows.Select(r => r.Item1));
        Assert.All(network.AllLayers().Zip(rows), pair => Assert.Contains($"{pair.First.Input} -> {pair.First.Output}, ", pair.Second.Item2, StringComparison.Ordinal));
    }

    [Fact]
    public void ARowSaysWhatTheLayerIsAndCosts()
    {
        var text = Class(Dense).GetDocumentationCommentXml()!;
        Assert.Contains("<term>first</term><description>dense: 3, activation: relu, name: first, [4] -> [3], 15 parameters, 12 MACs</description>", text, StringComparison.Ordinal);
        Assert.Contains("<term>residual1</term><description>residual, [3] -> [3], 0 parameters, 9 MACs</description>", text, StringComparison.Ordinal);
        Assert.Contains("[3] -> [4], 4 parameters, the weight of first, 12 MACs</description>", text, StringComparison.Ordinal);
        Assert.Contains("<summary>Shown: [4] -> [4], 31 parameters, 33 multiply-accumulates a sample, loss CrossEntropy.</summary>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Dense, "InputSize", "Values of one sample, [4].")]
    [InlineData(Image, "InputSize", "Values of one sample, [2, 6, 8]: channels, rows, columns.")]
    [InlineData(Sequence, "OutputSize", "Values of one output, [5, 2]: steps, features.")]
    [InlineData(Dense, "TargetSize", "Values of one target: the number of its class, from 0 to 3.")]
    [InlineData(Image, "TargetSize", "Values of one target: 0 or 1 for each output.")]
    public void SizesSayWhatTheyCount(string spec, string member, string summary) =>
        Assert.Contains($"<summary>{summary}</summary>", Class(spec).GetMembers(member).Single().GetDocumentationCommentXml()!, StringComparison.Ordinal);

    private static string Generated(string spec) =>
        Assert.Single(GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("shown.net.yaml", spec)).GeneratedSources).SourceText.ToString();

    private static INamedTypeSymbol Class(string spec) =>
        GeneratorHost.Project().AddSyntaxTrees(GeneratorHost.Tree(Generated(spec), "/project/Shown.g.cs")).GetTypeByMetadataName("Demo.Shown")!;
}
