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

    public static byte[] Emit(GeneratedSource source)
    {
        var compilation = CSharpCompilation.Create("NetSpec.Compiled", [GeneratedSource.Parse(source.Text)], References.Value, CompilationOptions);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            var first = result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"The code generated for {source.ClassName} does not compile: {first}");
        }
        return image.ToArray();
    }

    private static MetadataReference[] FindReferences()
    {
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .GroupBy(p => Path.GetFileNameWithoutExtension(p), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        return [.. Needed.Where(trusted.ContainsKey).Select(n => trusted[n])
            .Append(typeof(INetwork).Assembly.Location).Append(typeof(Loss).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p))];
    }
}
