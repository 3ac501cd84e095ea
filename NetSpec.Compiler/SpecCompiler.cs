using System.Numerics;
using System.Runtime.CompilerServices;
using NetSpec.Generator;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Compiler;

/// <summary>
/// Compiles specs in memory with the build's own generator and loads them into collectible contexts: what is compiled, trained and pruned
/// a hundred times leaves nothing behind once it is disposed.
/// </summary>
public static class SpecCompiler
{
    /// <summary>Compiles a spec's text.</summary>
    /// <typeparam name="T">float, or double for exact comparisons.</typeparam>
    /// <param name="text">YAML.</param>
    /// <param name="path">Where it came from, for messages.</param>
    /// <param name="vectors">The vector width of the network's kernels.</param>
    /// <exception cref="SpecException">The spec has errors.</exception>
    public static CompiledNetwork<T> Compile<T>(string text, string path, VectorPath vectors = VectorPath.Auto)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var spec = Read(text, path).Spec;
        var isDouble = typeof(T) == typeof(double);
        var key = CompilationCache.KeyOf(spec, isDouble);
        var image = CompilationCache.Default.Find(key) ?? CompilationCache.Default.Keep(key, Build(text, path, isDouble));
        return new CompiledNetwork<T>(image, spec.Namespace is { } space ? $"{space}.{spec.Name}" : spec.Name, vectors);
    }

    /// <summary>Compiles a spec.</summary>
    /// <exception cref="SpecException">The spec has errors.</exception>
    public static CompiledNetwork<T> Compile<T>(NetworkSpec spec, VectorPath path = VectorPath.Auto)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Compile<T>(SpecWriter.Write(spec), spec.Name + ".net.yaml", path);

    /// <summary>The C# that the build would generate for a spec.</summary>
    /// <exception cref="SpecException">The spec has errors.</exception>
    public static string Generate(string text, string path) => GeneratedSource.From(text, path, isDouble: false).Text;

    /// <summary>The C# of a spec's class for devices, which is compiled beside the class of <see cref="Generate"/> and against ILGPU.</summary>
    /// <exception cref="SpecException">The spec has errors.</exception>
    public static string GenerateForDevice(string text, string path) =>
        GpuNetworkEmitter.Print(Planner.Plan(Read(text, path), Precision.Single), rootNamespace: null);

    /// <summary>The form of code that the plan chooses for each layer, by path, for people; null where code of a kind in it is not generated yet.</summary>
    public static IReadOnlyDictionary<string, string>? Forms(ResolvedNetwork network)
    {
        if (!network.AllLayers().All(layer => LayerLowerings.Supports(layer.Layer.Kind))) return null;
        return Planner.Plan(network, Precision.Single).Operations
            .GroupBy(operation => operation.Layer)
            .ToDictionary(group => group.Key, group => string.Join("; ", group.Select(o => OperationEmitters.Of(o).Form(o)).Distinct()));
    }

    /// <summary>
    /// Microseconds that one sample is estimated to take on one core, from shapes and the forms of code that the plan chooses. A network's
    /// estimates are good for comparing its widths; how far they are off is for a measurement to say.
    /// </summary>
    /// <param name="spec">A network whose kinds this version supports.</param>
    /// <param name="gigaflops">10^9 floating-point operations a second that a core does from registers, a multiply-add as two.</param>
    /// <param name="path">The vector width.</param>
    public static double EstimateMicroseconds(NetworkSpec spec, double gigaflops, VectorPath path = VectorPath.Auto)
    {
        var bits = VectorPaths.Resolve(path) switch { VectorPath.Vector512 => 512, VectorPath.Vector256 => 256, _ => 128 };
        return SampleTime.Microseconds(Planner.Plan(SpecAnalysis.Resolve(spec), Precision.Single), new VectorTarget(bits, Precision.Single), gigaflops);
    }

    /// <summary>Whether this version generates code of a kind.</summary>
    public static bool Supports(LayerKind kind) => LayerLowerings.Supports(kind);

    private static ResolvedNetwork Read(string text, string path)
    {
        var result = SpecReader.Read(text, path);
        return result.Network ?? throw new SpecException(result.Diagnostics.Items);
    }

    // Not inlined: merely compiling a method that names Roslyn's types loads it, which a spec found in the cache does not need.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Build(string text, string path, bool isDouble) => Compilation.Emit(GeneratedSource.From(text, path, isDouble));
}
