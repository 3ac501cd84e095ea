using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Ilgpu;

/// <summary>When a class for devices is generated, and what is said where it cannot be.</summary>
public class DeviceDiagnosticTests
{
    private const string Spec = """
        netspec: 1
        name: Small
        backends: [cpu, ilgpu]
        input: 3
        layers:
          - dense: 2
        """;

    private const string Ilgpu = "namespace ILGPU.Runtime { public class Accelerator { } }";
    private const string Algorithms = "namespace ILGPU.Algorithms { public static class XMath { } }";

    [Fact]
    public void WithoutIlgpuTheMessageSaysWhatToAdd()
    {
        var result = GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("small.net.yaml", Spec));

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("NS2008", diagnostic.Id);
        Assert.Contains("<PackageReference Include=\"ILGPU\" Version=\"[1.5.3,2.0)\" />", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.EndsWith("small.net.yaml", diagnostic.Location.GetLineSpan().Path, StringComparison.Ordinal);
        Assert.DoesNotContain("SmallGpu", Assert.Single(Texts(result)), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutTheAlgorithmsTheMessageSaysWhatToAdd()
    {
        var result = GeneratorHost.Run(GeneratorHost.Project(Ilgpu), GeneratorHost.Spec("small.net.yaml", Spec));

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("NS2009", diagnostic.Id);
        Assert.Contains("<PackageReference Include=\"ILGPU.Algorithms\"", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Single(Texts(result));
    }

    [Fact]
    public void WithBothTheClassForDevicesIsGenerated()
    {
        var result = GeneratorHost.Run(GeneratorHost.Project(Ilgpu, Algorithms), GeneratorHost.Spec("small.net.yaml", Spec));

        Assert.Empty(result.Diagnostics);
        Assert.Single(Texts(result), t => t.Contains("sealed class SmallGpu", StringComparison.Ordinal));
    }

    [Fact]
    public void ASpecThatDoesNotAskGetsNothingMore()
    {
        var asked = Texts(GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("small.net.yaml", Spec.Replace("backends: [cpu, ilgpu]\n", "", StringComparison.Ordinal))));
        var beside = Texts(GeneratorHost.Run(GeneratorHost.Project(Ilgpu, Algorithms), GeneratorHost.Spec("small.net.yaml", Spec.Replace("backends: [cpu, ilgpu]\n", "", StringComparison.Ordinal))));

        Assert.Equal(asked, beside);
        Assert.Single(asked);
    }

    [Fact]
    public void AttributesAskLikeSpecs()
    {
        const string Class = """
            using NetSpec;
            [Network(3, Loss = Loss.Mse, Backends = Backends.Cpu | Backends.Ilgpu)]
            [Dense(2)]
            public partial class Small;
            """;
        Assert.Equal(["NS2008"], GeneratorHost.Run(GeneratorHost.Project(Class)).Diagnostics.Select(d => d.Id));
        Assert.Equal(2, Texts(GeneratorHost.Run(GeneratorHost.Project(Class, Ilgpu, Algorithms))).Count);
    }

    [Theory]
    [InlineData("SmallGpu")]
    [InlineData("Smallgpu")]
    public void ANameThatTheClassForDevicesTakesIsReported(string name)
    {
        var other = Spec.Replace("name: Small", "name: " + name, StringComparison.Ordinal).Replace("backends: [cpu, ilgpu]\n", "", StringComparison.Ordinal);
        var result = GeneratorHost.Run(GeneratorHost.Project(Ilgpu, Algorithms), GeneratorHost.Spec("a.net.yaml", Spec), GeneratorHost.Spec("b.net.yaml", other));

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Contains("'Demo.SmallGpu'", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("b.net.yaml", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(2, result.GeneratedSources.Length);
        Assert.DoesNotContain(Texts(result), t => t.Contains("DeviceNetwork", StringComparison.Ordinal));
    }

    [Fact]
    public void AnUnrelatedEditPrintsNothingAgain()
    {
        var project = GeneratorHost.Project(Ilgpu, Algorithms);
        var driver = GeneratorHost.Driver(GeneratorHost.Spec("small.net.yaml", Spec)).RunGenerators(project);
        driver = driver.RunGenerators(project.AddSyntaxTrees(GeneratorHost.Tree("class Other;", "/project/Other.cs")));

        var reasons = GeneratorHost.Result(driver).TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason);
        Assert.All(reasons, r => Assert.True(r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, r.ToString()));
    }

    private static List<string> Texts(GeneratorRunResult result) => [.. result.GeneratedSources.Select(s => s.SourceText.ToString())];
}
