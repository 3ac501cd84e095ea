using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Tests.Ilgpu;

namespace NetSpec.Tests.Generator;

/// <summary>Layers, namespaces and classes that are named as what generated code uses compile, run and keep their names.</summary>
public class OddNamesTests
{
    // Pools, padding, normalisations and a fork: most of the types that kernels call.
    private const string Image = """
          - { conv2d: 16, kernel: 3, padding: same }
          - { conv2d: 16, kernel: 3, padding: same, stride: 1, activation: relu }
          - { conv2d: 16, kernel: 3, padding: 1, stride: 2, groups: 4 }
          - { maxpool: 3, stride: 2, padding: 1 }
          - { avgpool: 2, stride: 1, padding: 1 }
          - flatten:
          - { dense: 5, activation: softmax }

        """;

    [Theory]
    [InlineData("Math")]
    [InlineData("Buffer")]
    [InlineData("System")]
    [InlineData("Group")]
    [InlineData("Grid")]
    [InlineData("SharedMemory")]
    [InlineData("XMath")]
    public void LayersNamedAsTypes(string name)
    {
        var text = $"netspec: 1\nname: Odd\ninput: 6\nlayers:\n  - residual: {{ body: [{{ dense: 6, name: {name} }}] }}\n    name: {name}\n"
            + $"  - concat: [[{{ dense: 3, name: x }}], []]\n    name: {name}_\n  - {{ dense: 2, name: last }}\n";
        using var host = new DeviceHost(text);
        string[] parameters = [$"{name}.{name}.weight", $"{name}.{name}.bias", $"{name}_.branch1.x.weight", $"{name}_.branch1.x.bias", "last.weight", "last.bias"];
        Assert.Equal(parameters, host.Processor.Info.Parameters.Select(p => p.Name));
        Assert.Equal([$"{name}.{name}", name, $"{name}_.branch1.x", $"{name}_", "last"], host.Processor.Info.Layers.Select(l => l.Path));
        Assert.Equal(SpecWriter.Write(SpecReader.Read(text.Replace("input:", "backends: [cpu, ilgpu]\ninput:", StringComparison.Ordinal), "odd").Spec!), host.Processor.Info.Spec);
        Assert.All(host.Sources.SelectMany(GeneratedTexts.Literals), literal => Assert.DoesNotContain("global::", literal, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Math.Nets")]
    [InlineData("Acme.System")]
    [InlineData("Acme.NetSpec.Runtime")]
    [InlineData("Buffer")]
    [InlineData("Demo.Vector512")]
    [InlineData("Unsafe.Span.MethodImpl")]
    [InlineData("Acme.FloatView")]
    [InlineData("Acme.ILGPU.Group")]
    public void NamespacesNamedAsTypes(string space)
    {
        using var host = new DeviceHost($"netspec: 1\nname: Odd\nnamespace: {space}\ninput: [2, 12, 12]\nlayers:\n{Image}");
        Assert.Equal(space, host.Processor.GetType().Namespace);
    }

    [Fact]
    public void ClassOfTheProjectNamedAsAType()
    {
        var attributes = "using NetSpec;\nnamespace Math.Inner;\n[Network(6)]\n[Dense(2)]\npublic sealed partial class Odd;\n";
        Assert.Equal("Math.Inner.Odd", Build(GeneratorHost.Project(attributes)).GetType().FullName);
        var types = string.Concat(new[] { "Math", "Buffer", "NativeMemory", "MemoryMarshal", "Activation", "VectorPath", "NetworkInfo" }.Select(t => $"public static class {t} {{ }}\n"));
        Build(GeneratorHost.Project("namespace Demo;\n" + types), GeneratorHost.Spec("odd.net.yaml", $"netspec: 1\nname: Odd\ninput: [2, 12, 12]\nlayers:\n{Image}"));
    }

    [Fact]
    public void NoNamespaceIsWrittenWithoutItsRoot() => Assert.All(GeneratedTexts.Files, file => Assert.Empty(
        GeneratedTexts.Roots(file).Select(name => name.Identifier.ValueText)
            .Intersect(["System", "NetSpec", "ILGPU", "Math", "Buffer", "NativeMemory", "MemoryMarshal", "Unsafe", "Group", "Grid", "SharedMemory", "XMath"])));

    private static INetwork<float> Build(Microsoft.CodeAnalysis.CSharp.CSharpCompilation project, params GeneratorHost.SpecText[] specs)
    {
        var result = GeneratorHost.Run(project, specs);
        Assert.Empty(result.Diagnostics);
        using var image = new MemoryStream();
        var emitted = project.AddSyntaxTrees(result.GeneratedSources.Select(s => s.SyntaxTree)).Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        image.Position = 0;
        var type = new AssemblyLoadContext("odd names", isCollectible: true).LoadFromStream(image).GetTypes().Single(t => typeof(INetwork<float>).IsAssignableFrom(t));
        return (INetwork<float>)Activator.CreateInstance(type, VectorPath.Auto)!;
    }
}
