using System.Numerics;
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
        var generated = GeneratedSource.From(text, path, typeof(T) == typeof(double));
        var image = CompilationCache.Find(generated) ?? CompilationCache.Keep(generated, Compilation.Emit(generated));
        return new CompiledNetwork<T>(image, generated.ClassName, vectors);
    }

    /// <summary>Compiles a spec.</summary>
    /// <exception cref="SpecException">The spec has errors.</exception>
    public static CompiledNetwork<T> Compile<T>(NetworkSpec spec, VectorPath path = VectorPath.Auto)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Compile<T>(SpecWriter.Write(spec), spec.Name + ".net.yaml", path);

    /// <summary>The C# that the build would generate for a spec.</summary>
    /// <exception cref="SpecException">The spec has errors.</exception>
    public static string Generate(string text, string path) => GeneratedSource.From(text, path, isDouble: false).Text;
}
