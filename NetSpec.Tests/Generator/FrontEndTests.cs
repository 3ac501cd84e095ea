using System.Runtime.Loader;
using NetSpec.Generator;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Generator;

/// <summary>Attributes and YAML are two spellings of one language.</summary>
public class FrontEndTests
{
    public static TheoryData<string> Cases() => new(AttributeVersions.Names);

    [Theory]
    [MemberData(nameof(Cases))]
    public void AttributesAndYamlGiveOneModel(string name)
    {
        var attributes = Network(GeneratorHost.Run(GeneratorHost.Project(AttributeVersions.Attributes(name))), Steps.AttributeNetworks);
        var yaml = Network(GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("it.net.yaml", AttributeVersions.Spec(name))), Steps.YamlNetworks);
        Assert.Equal(yaml, attributes);
        Assert.Equal(SpecWriter.Write(yaml.Spec), SpecWriter.Write(attributes.Spec));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AttributesAndYamlGiveOneCode(string name)
    {
        // The root namespace is for specs; a class says its own.
        var attributes = GeneratorHost.Run(GeneratorHost.Project("namespace Demo;\n" + AttributeVersions.Attributes(name))).GeneratedSources.Single();
        var spec = "namespace: Demo\n" + AttributeVersions.Spec(name);
        var yaml = GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("it.net.yaml", spec)).GeneratedSources.Single();
        Assert.Equal((yaml.HintName, yaml.SourceText.ToString()), (attributes.HintName, attributes.SourceText.ToString()));
    }

    [Fact]
    public void EverySpecThatAttributesCanWriteIsHere() => Assert.Equal(
        AttributeVersions.AllSpecs.Where(IsWritable).Order(),
        AttributeVersions.Names.Where(n => n != AttributeVersions.EveryOption).Order());

    [Fact]
    public void ClassRenamesTheSpecItNames()
    {
        const string Source = "using NetSpec;\nnamespace Own.Space;\n[NetworkSpec(\"specs/mini.net.yaml\")] public sealed partial class First;\n[NetworkSpec(\"./specs/../specs/mini.net.yaml\")] internal sealed partial class Second;";
        var result = GeneratorHost.Run(GeneratorHost.Project(Source), GeneratorHost.Spec("specs/mini.net.yaml", AttributeVersions.Spec("mini")));
        Assert.Empty(result.Diagnostics);
        Assert.Equal(
            ["public sealed partial class First ", "internal sealed partial class Second "],
            result.GeneratedSources.Select(s => s.SourceText.ToString()).Select(text => text.Split('\n').First(line => line.Contains("partial class", StringComparison.Ordinal)).Split(':')[0]));
        Assert.All(result.GeneratedSources, s => Assert.Contains("namespace Own.Space;", s.SourceText.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mini")]
    [InlineData("tied")]
    [InlineData(AttributeVersions.EveryOption)]
    public void BothRunAlike(string name)
    {
        var attributes = Load(GeneratorHost.Run(GeneratorHost.Project(AttributeVersions.Attributes(name))), AttributeVersions.Attributes(name));
        var yaml = Load(GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("it.net.yaml", AttributeVersions.Spec(name))));
        Assert.NotEqual(attributes.GetType(), yaml.GetType());
        Assert.Equal(Outputs(yaml), Outputs(attributes));
    }

    private static bool IsWritable(string name) =>
        SpecReader.Read(AttributeVersions.Spec(name), name).Spec!.Layers.All(layer => layer.Kind.AttributeName is not null && LayerLowerings.Supports(layer.Kind));

    private static float[] Outputs(INetwork network)
    {
        Initializer.Apply(network.Parameters, "pytorch", seed: 5);
        var random = new Random(6);
        var input = Enumerable.Range(0, 37 * network.Info.InputSize).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var output = new float[37 * network.Info.OutputSize];
        network.Forward(input, output);
        Assert.Contains(output, v => v != 0);
        return output;
    }

    private static INetwork Load(Microsoft.CodeAnalysis.GeneratorRunResult result, params string[] sources)
    {
        OnlyIlgpuIsMissing(result);
        var generated = result.GeneratedSources.Single().SourceText.ToString();
        var project = GeneratorHost.Project([.. sources, generated]);
        using var image = new MemoryStream();
        var emitted = project.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        var type = new AssemblyLoadContext("front end", isCollectible: true).LoadFromStream(image).GetTypes().Single(t => typeof(INetwork).IsAssignableFrom(t));
        return (INetwork)Activator.CreateInstance(type, VectorPath.Auto)!;
    }

    private static ResolvedNetwork Network(Microsoft.CodeAnalysis.GeneratorRunResult result, string step)
    {
        OnlyIlgpuIsMissing(result);
        return Assert.Single(GeneratorHost.Outputs<SourceNetwork>(result, step)).Network!;
    }

    // One of the networks asks for every backend; the class for the processor is generated all the same.
    private static void OnlyIlgpuIsMissing(Microsoft.CodeAnalysis.GeneratorRunResult result) => Assert.All(result.Diagnostics, d => Assert.Equal("NS2008", d.Id));
}
