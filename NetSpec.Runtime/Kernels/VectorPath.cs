using System.Runtime.Intrinsics;

namespace NetSpec.Runtime;

/// <summary>The width of vector that generated code works with. Every class holds all three; one is chosen when an instance is made.</summary>
public enum VectorPath
{
    /// <summary>The widest that the machine accelerates, unless the environment variable NETSPEC_ISA names one.</summary>
    Auto,
    /// <summary>512 bits (AVX-512).</summary>
    Vector512,
    /// <summary>256 bits (AVX2 with FMA).</summary>
    Vector256,
    /// <summary>128 bits (SSE, Arm, WebAssembly).</summary>
    Vector128,
}

/// <summary>Chooses a <see cref="VectorPath"/>.</summary>
public static class VectorPaths
{
    /// <summary>The environment variable that forces a path, so that one machine tests them all.</summary>
    public const string Variable = "NETSPEC_ISA";

    private static readonly (string Name, VectorPath Path)[] Names =
        [("avx512", VectorPath.Vector512), ("avx2", VectorPath.Vector256), ("vector128", VectorPath.Vector128)];

    /// <summary>The name of a path as the command prints it: avx512, avx2 or vector128.</summary>
    public static string NameOf(VectorPath path) => Names.Single(n => n.Path == Resolve(path)).Name;

    /// <summary>What <see cref="VectorPath.Auto"/> stands for here; any other path is itself.</summary>
    /// <exception cref="InputException">NETSPEC_ISA holds no known name.</exception>
    public static VectorPath Resolve(VectorPath path)
    {
        if (path != VectorPath.Auto) return path;
        var forced = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(forced))
        {
            var found = Names.FirstOrDefault(n => n.Name.Equals(forced, StringComparison.OrdinalIgnoreCase));
            return found.Name is not null
                ? found.Path
                : throw new InputException($"{Variable} is '{forced}'; it takes {string.Join(", ", Names.Select(n => n.Name))}.");
        }
        // Vector512 code without AVX-512 runs four times slower than the 256-bit path, hence the question for acceleration.
        if (Vector512.IsHardwareAccelerated) return VectorPath.Vector512;
        return Vector256.IsHardwareAccelerated ? VectorPath.Vector256 : VectorPath.Vector128;
    }
}
