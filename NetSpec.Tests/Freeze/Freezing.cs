using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using NetSpec.Compiler;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Spec.Frozen;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Freeze;

/// <summary>Frozen weights made without the command, and projects built with them.</summary>
internal static class Freezing
{
    public const string Tiny = "netspec: 1\nname: Tiny\ninput: 3\nlayers:\n  - { dense: 20, activation: tanh }\n  - dense: 2\n";

    /// <summary>A spec with initial parameters and two golden samples.</summary>
    public static FrozenModel Model(string spec = Tiny)
    {
        using var compiled = SpecCompiler.Compile<float>(spec, "x.net.yaml");
        var (network, info) = (compiled.Network, compiled.Network.Info);
        Initializer.Apply(network.Parameters, "pytorch", 1);
        var input = Enumerable.Range(0, 2 * info.InputSize).Select(i => (float)Math.Sin(i)).ToArray();
        var output = new float[2 * info.OutputSize];
        network.Forward(input, output);
        var (inputs, outputs) = FrozenText.Golden(2, Bytes(input), Bytes(output));
        return new(info.Name, 1e-4, new(info.Parameters.Select(p => FrozenText.Tensor(p.Name, p.Shape, Bytes(network.Parameters.Read(p.Name))))), inputs, outputs);
    }

    public static float[] Values(FrozenTensor tensor) => MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(tensor.Text)).ToArray();

    /// <summary>The same with one value changed.</summary>
    public static FrozenTensor With(FrozenTensor tensor, int index, Func<float, float> change)
    {
        var values = Values(tensor);
        values[index] = change(values[index]);
        return FrozenText.Tensor(tensor.Name, tensor.Shape, Bytes(values));
    }

    public static GeneratorHost.SpecText File(FrozenModel model, string name = "Tiny.weights.txt") => GeneratorHost.Spec(name, FrozenText.Write(model));

    /// <summary>Builds a project and loads its one network class.</summary>
    public static Type Build(string source, string className, params GeneratorHost.SpecText[] files)
    {
        GeneratorHost.Driver(files).RunGeneratorsAndUpdateCompilation(GeneratorHost.Project(source), out var compilation, out var diagnostics);
        Assert.Empty(diagnostics);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(3)));
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image).GetType(className)!;
    }

    public static INetwork Frozen(Type type) => (INetwork)type.GetMethod("Frozen")!.Invoke(null, [VectorPath.Auto])!;

    public static void SelfTest(Type type, VectorPath path = VectorPath.Auto)
    {
        try
        {
            type.GetMethod("SelfTest")!.Invoke(null, [path]);
        }
        catch (TargetInvocationException error)
        {
            throw error.InnerException!;
        }
    }

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();
}
