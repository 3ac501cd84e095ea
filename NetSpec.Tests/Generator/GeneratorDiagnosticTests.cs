using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetSpec.Generator;
using NetSpec.Spec;

namespace NetSpec.Tests.Generator;

/// <summary>What the generator refuses, and where it says so.</summary>
public class GeneratorDiagnosticTests
{
    private const string Tiny = "netspec: 1\nname: Tiny\ninput: 3\nlayers:\n  - dense: 1\n";

    [Theory]
    [InlineData("[Network(3), Dense(1)]\npublic sealed class Net;", 3, 21)]
    [InlineData("[Network(3), Dense(1)]\npublic static partial class Net;", 3, 29)]
    [InlineData("[Network(3), Dense(1)]\npublic partial class Net<T>;", 3, 22)]
    [InlineData("[Network(3), Dense(1)]\npublic abstract partial class Net;", 3, 31)]
    [InlineData("[Network(3), Dense(1)]\npublic partial class Net;\nabstract partial class Net;", 3, 22)]
    [InlineData("[Network(3), Dense(1)]\nfile partial class Net;", 3, 20)]
    [InlineData("partial class Outer\n{ [Network(3), Dense(1)] partial class Net; }", 3, 40)]
    [InlineData("[NetworkSpec(\"tiny.net.yaml\")]\nclass Net;", 3, 7)]
    public void ClassThatTakesNoPart(string source, int line, int column)
    {
        var result = GeneratorHost.Run(GeneratorHost.Project("using NetSpec;\n" + source), GeneratorHost.Spec("tiny.net.yaml", Tiny));
        Assert.StartsWith($"/project/Source0.cs({line},{column}): error NS2002: The class 'Net' must be partial", Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(result.GeneratedSources, source => source.HintName.Contains("Net.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Network(3), Dense(1)]\npublic sealed partial record Net;", "record", 3, 30)]
    [InlineData("[NetworkSpec(\"tiny.net.yaml\")]\npartial record class Net;", "record", 3, 22)]
    [InlineData("[Network(3), Dense(1)]\npublic partial struct Net;", "struct", 3, 23)]
    public void TypeThatIsNoClass(string source, string kind, int line, int column)
    {
        var result = GeneratorHost.Run(GeneratorHost.Project("using NetSpec;\n" + source), GeneratorHost.Spec("tiny.net.yaml", Tiny));
        Assert.StartsWith($"/project/Source0.cs({line},{column}): error NS2002: The {kind} 'Net' must be a class, partial, at top level", Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(result.GeneratedSources, source => source.HintName.Contains("Net.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Dense(3, Activation = Activation.Relu)]\n[Dense(1)]\npublic partial class Net;", 2, 2)]
    [InlineData("[NetSpec.DenseAttribute(1)]\npublic record Net;", 2, 2)]
    [InlineData("[NetworkSpec(\"tiny.net.yaml\")]\n[global::NetSpec.Dropout(0.5)]\npublic sealed partial class Net;", 3, 2)]
    public void LayersWithoutANetwork(string source, int line, int column)
    {
        var result = GeneratorHost.Run(GeneratorHost.Project("using NetSpec;\n" + source), GeneratorHost.Spec("tiny.net.yaml", Tiny));
        Assert.StartsWith($"/project/Source0.cs({line},{column}): error NS2012: 'Net' has layers and no [Network]", Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("namespace Demo { [Network(3), Dense(1)] public partial class Net { public Net(string w) { } } }", "2,75", "This constructor of 'Net'")]
    [InlineData("namespace Demo;\n[Network(3), Dense(1)] public partial class Net { }\npartial class Net { Net(int a) : base() { } }", "4,21", "This constructor of 'Net'")]
    [InlineData("namespace Demo;\n[Network(3), Dense(1)] public partial class Net(int x);", "3,48", "'Net' takes parameters")]
    [InlineData("namespace Demo;\npublic partial class Tiny { public Tiny(string w) { } }", "3,36", "This constructor of 'Tiny'")]
    [InlineData("[NetworkSpec(\"tiny.net.yaml\")]\npublic partial class Net { public Net(string w) { } }", "3,35", "This constructor of 'Net'")]
    [InlineData("[Network(3), Dense(1)] partial class Net { Net() { } }", "2,44", "This constructor of 'Net' leaves out the generated one, which makes the network's parameters and kernels; call it with ': this(VectorPath.Auto)'")]
    public void ConstructorThatLeavesOutTheGeneratedOne(string source, string place, string start)
    {
        var result = GeneratorHost.Run(GeneratorHost.Project("using NetSpec;\n" + source), GeneratorHost.Spec("tiny.net.yaml", Tiny));
        Assert.StartsWith($"/project/Source0.cs({place}): error NS2013: {start}", Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Network(3), Dense(1)] partial class Net { Net(string w) : this() { } Net(int x) : this(\"\") { } static Net() { } }")]
    [InlineData("[Network(3), Dense(1)] partial class Net { Net() : this(NetSpec.Runtime.VectorPath.Auto) { } }")]
    [InlineData("partial class Net { Net(string w) { } }")]
    [InlineData("partial class Outer { partial class Tiny { Tiny(string w) { } } }")]
    public void OtherConstructors(string members)
    {
        var project = GeneratorHost.Project("using NetSpec;\nnamespace Demo;\n" + members);
        GeneratorHost.Driver(GeneratorHost.Spec("tiny.net.yaml", Tiny)).RunGeneratorsAndUpdateCompilation(project, out var compilation, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void AttributesNamedAsLayersAreNoLayers()
    {
        const string Source = "namespace Other;\nclass DenseAttribute : System.Attribute { }\n[Dense] class Net { }";
        Assert.Empty(GeneratorHost.Run(GeneratorHost.Project(Source)).Diagnostics);
    }

    [Theory]
    [InlineData("[Network(3), Dense(1)]\npublic partial class @event;", "3,22): error NS1031", "'event'")]
    [InlineData("[NetworkSpec(\"tiny.net.yaml\")]\npublic partial class @event;", "3,22): error NS1031", "'event'")]
    [InlineData("[NetworkSpec(\"tiny.net.yaml\")]\npublic partial class Train;", "3,22): error NS2007", "'Train'")]
    [InlineData("[Network(3), Dense(1)]\npublic partial class Train;", "3,22): error NS2007", "'Train'")]
    public void ClassNamesFollowTheRulesOfSpecs(string source, string place, string word)
    {
        var result = GeneratorHost.Run(GeneratorHost.Project("using NetSpec;\n" + source), GeneratorHost.Spec("tiny.net.yaml", Tiny));
        var error = Assert.Single(result.Diagnostics).ToString();
        Assert.StartsWith("/project/Source0.cs(" + place, error, StringComparison.Ordinal);
        Assert.Contains(word, error, StringComparison.Ordinal);
        Assert.DoesNotContain(result.GeneratedSources, source => !source.HintName.StartsWith("Demo.Tiny.", StringComparison.Ordinal));
    }

    [Fact]
    public void LayersOnTwoDeclarations() => Refuses(
        "[Network(3)]\n[Dense(2)]\npublic partial class Net;\n[Dense(1)]\npartial class Net { }", SpecDiagnostics.TwoDeclarations, "/project/Source0.cs(5,2)", "'Net'");

    [Fact]
    public void SpecFileThatIsNotThere() => Refuses(
        "[NetworkSpec(\"../other/none.net.yaml\")]\npublic partial class Net;", SpecDiagnostics.SpecNotFound, "/project/Source0.cs(3,22)", "/other/none.net.yaml");

    [Fact]
    public void EveryKindHasCode() => Assert.All(LayerKinds.All, kind => Assert.True(LayerLowerings.Supports(kind), kind.Keyword));

    [Fact]
    public void KindWithoutCodeStandsAtItsLayer()
    {
        const string Text = "netspec: 1\nname: Seq\ninput: [4, 3]\nlayers:\n  - dense: 2\n  - name: memory\n    conv1d: 5\n    kernel: 2\n  - dense: 1\n";
        var error = Assert.Single(SpecReader.Read(Text, "seq.net.yaml", kind => kind.Keyword != "conv1d").Diagnostics).ToString();
        Assert.StartsWith("seq.net.yaml(7,5): error NS2001: ", error, StringComparison.Ordinal);
        Assert.Contains("'memory'", error, StringComparison.Ordinal);
        Assert.Contains("'conv1d'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void KindWithoutCodeInsideAnother()
    {
        const string Text = "netspec: 1\nname: Res\ninput: [4, 3]\nlayers:\n  - residual:\n      body:\n        - dense: 3\n        - { conv1d: 3, padding: same }\n";
        var error = Assert.Single(SpecReader.Read(Text, "res.net.yaml", kind => kind.Keyword != "conv1d").Diagnostics).ToString();
        Assert.StartsWith("res.net.yaml(8,13): error NS2001: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassNamedAsAMember()
    {
        var result = GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("a.net.yaml", Tiny.Replace("Tiny", "Forward", StringComparison.Ordinal)));
        Assert.StartsWith("/project/a.net.yaml(2,7): error NS2007: The class cannot be named 'Forward'", Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void ClassNamesThatDifferByCase()
    {
        var result = GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("a.net.yaml", Tiny), GeneratorHost.Spec("b.net.yaml", Tiny.Replace("Tiny", "TINY", StringComparison.Ordinal)));
        var error = Assert.Single(result.Diagnostics).ToString();
        Assert.StartsWith("/project/b.net.yaml(1,1): error NS2005: The class 'Demo.TINY' ", error, StringComparison.Ordinal);
        Assert.Contains("'/project/a.net.yaml'", error, StringComparison.Ordinal);
        Assert.Contains("Demo.Tiny", Assert.Single(result.GeneratedSources).HintName, StringComparison.Ordinal);
    }

    [Fact]
    public void SpecAndAttributesOfOneName()
    {
        var source = "using NetSpec;\nnamespace Demo;\n[Network(3)]\n[Dense(1)]\npublic sealed partial class Tiny;";
        var result = GeneratorHost.Run(GeneratorHost.Project(source), GeneratorHost.Spec("tiny.net.yaml", Tiny));
        Assert.StartsWith("/project/tiny.net.yaml(1,1): error NS2005", Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
        Assert.Single(result.GeneratedSources);
    }

    [Fact]
    public void UnsafeCodeSwitchedOffIsSaidOnce()
    {
        var project = GeneratorHost.Project();
        project = project.WithOptions(project.Options.WithAllowUnsafe(false));
        var result = GeneratorHost.Run(project, GeneratorHost.Spec("a.net.yaml", Tiny), GeneratorHost.Spec("b.net.yaml", Tiny.Replace("Tiny", "Other", StringComparison.Ordinal)));
        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(SpecDiagnostics.UnsafeCode.Id, error.Id);
        Assert.Contains("AllowUnsafeBlocks", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(result.GeneratedSources);
        Assert.Empty(GeneratorHost.Run(project).Diagnostics);
    }

    [Fact]
    public void ProjectWithoutTheBuildFilesIsToldToReferenceThePackage()
    {
        var project = GeneratorHost.Project();
        project = project.WithOptions(project.Options.WithAllowUnsafe(false));
        var driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()], [GeneratorHost.Spec("a.net.yaml", Tiny)]);
        var error = Assert.Single(GeneratorHost.Result(driver.RunGenerators(project)).Diagnostics).ToString();
        Assert.Contains("NS2006", error, StringComparison.Ordinal);
        Assert.Contains("reference it here as well", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ProjectWithoutTheRuntimeIsToldOnceAndGetsNoCode()
    {
        var project = GeneratorHost.Project();
        var without = project.WithReferences(project.References.Where(r => !r.Display!.Contains("NetSpec.Runtime", StringComparison.Ordinal)));
        var result = GeneratorHost.Run(without, GeneratorHost.Spec("a.net.yaml", Tiny), GeneratorHost.Spec("b.net.yaml", Tiny.Replace("Tiny", "Other", StringComparison.Ordinal)));
        Assert.StartsWith("error NS2014: 'Demo.Tiny' needs NetSpec.Runtime", Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void ErrorsInSpecsStandAtTheirLines()
    {
        var result = GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("specs/bad.net.yaml", Tiny + "  - dens: 4\n  - dense: 0\n"));
        Assert.Equal(
            ["/project/specs/bad.net.yaml(6,5): error NS1011", "/project/specs/bad.net.yaml(7,12): error NS1020"],
            result.Diagnostics.Select(d => string.Join(':', d.ToString().Split(':').Take(2))));
        Assert.All(result.Diagnostics, d => Assert.EndsWith($"docs/diagnostics/{d.Id}.md", d.Descriptor.HelpLinkUri, StringComparison.Ordinal));
    }

    [Fact]
    public void ErrorsInAttributesStandAtTheirArguments() => Refuses(
        "[Network(3)]\n[Dense(2, Tie = \"none\")]\npublic partial class Net;", SpecDiagnostics.UnknownTie, "/project/Source0.cs(3,", "'none'");

    private static void Refuses(string source, SpecDescriptor descriptor, string place, string word)
    {
        var result = GeneratorHost.Run(GeneratorHost.Project("using NetSpec;\n" + source));
        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(descriptor.Id, error.Id);
        Assert.StartsWith(place, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(word, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(result.GeneratedSources);
    }
}
