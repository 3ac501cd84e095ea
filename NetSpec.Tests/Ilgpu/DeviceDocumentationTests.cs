using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Ilgpu;

/// <summary>What the documentation says to write for a device compiles against the classes that a spec gives.</summary>
public class DeviceDocumentationTests
{
    [Theory]
    [InlineData("_root/README.md", "Digits", "Digits digits, float[] pixels, float[] logits")]
    [InlineData("_docs/gpu.md", "MiniModel", "MiniModel model, float[] input, float[] output, float[] target")]
    public void SnippetsCompile(string page, string network, string parameters)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, page));
        var snippet = Assert.Single(Regex.Matches(text, "```csharp\n(.*?)```", RegexOptions.Singleline), m => m.Value.Contains("Accelerator", StringComparison.Ordinal)).Groups[1].Value;
        var usings = Regex.Match(text, "`(using ILGPU;.*?)`").Groups[1].Value;
        if (page == "_docs/gpu.md") Assert.NotEmpty(usings);
        var spec = GeneratorHost.Spec("network.net.yaml", $"netspec: 1\nname: {network}\nbackends: [cpu, ilgpu]\ninput: 4\nlayers:\n  - dense: 2\nloss: mse\n");
        var project = GeneratorHost.Project($$"""
            using System;
            using Demo;
            {{(usings.Length > 0 ? usings : "using ILGPU; using ILGPU.Algorithms; using ILGPU.Runtime; using ILGPU.Runtime.Cuda;")}}

            internal static class Documented
            {
                public static void Run({{parameters}})
                {
            {{snippet}}
                }
            }
            """).AddReferences(MetadataReference.CreateFromFile(typeof(DeviceDocumentationTests).Assembly.Location));
        var result = GeneratorHost.Run(project, spec);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(project.AddSyntaxTrees(result.GeneratedSources.Select(s => s.SyntaxTree)).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
    }
}
