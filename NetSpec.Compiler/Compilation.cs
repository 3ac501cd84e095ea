using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetSpec.Runtime;

namespace NetSpec.Compiler;

/// <summary>C# to an assembly image.</summary>
internal static class Compilation
{
    // Generated code uses few assemblies; reading metadata of all two hundred would cost more than the compilation.
    private static readonly string[] Needed =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Collections.Immutable", "System.Memory",
        "System.Runtime.Intrinsics", "System.Runtime.InteropServices", "netstandard",
    ];

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, deterministic: true);

    private static readonly Lazy<MetadataReference[]> References = new(FindReferences);

    // Code for devices builds on a library that reaches further.
    private static readonly string[] NeededByDevices = ["System.Linq", "System.Linq.Expressions", "System.Threading", "System.Reflection.Emit"];

    public static byte[] Emit(GeneratedSource source) => Emit("NetSpec.Compiled", [source.Text], source.ClassName, References.Value);

    /// <summary>Compiles sources against more libraries.</summary>
    public static byte[] Emit(string name, string[] sources, string[] libraries) =>
        Emit(name, sources, name, [.. References.Value, .. Framework(NeededByDevices), .. libraries.Select(l => MetadataReference.CreateFromFile(l))]);

    private static byte[] Emit(string name, string[] sources, string about, MetadataReference[] references)
    {
        var compilation = CSharpCompilation.Create(name, sources.Select(GeneratedSource.Parse), references, CompilationOptions);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            var first = result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"The code generated for {about} does not compile: {first}");
        }
        return image.ToArray();
    }

    private static MetadataReference[] FindReferences() =>
        [.. Framework(Needed), .. new[] { typeof(INetwork).Assembly.Location, typeof(Loss).Assembly.Location }.Select(p => MetadataReference.CreateFromFile(p))];

    private static IEnumerable<MetadataReference> Framework(string[] names)
    {
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .GroupBy(p => Path.GetFileNameWithoutExtension(p), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        return names.Where(trusted.ContainsKey).Select(n => MetadataReference.CreateFromFile(trusted[n]));
    }
}
