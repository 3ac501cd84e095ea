using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Onnx;

/// <summary>
/// ONNX Runtime through Node's package onnxruntime-node, which brings the library along. NETSPEC_NODE_MODULES names the folder in which it was
/// installed.
/// </summary>
internal static class OnnxRuntime
{
    private const string Variable = "NETSPEC_NODE_MODULES";

    /// <summary>Why it cannot be used here; null: it can.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Runs models, each on its input.</summary>
    /// <returns>Each one's output, flat.</returns>
    public static IReadOnlyList<float[]> Run(IReadOnlyList<(string Path, float[] Input, IReadOnlyList<int> Shape)> models)
    {
        using var folder = new TemporaryFolder();
        string At(string kind, int i) => Path.Combine(folder.Path, $"{kind}{i}.bin");
        var lines = new List<string>();
        for (var i = 0; i < models.Count; i++)
        {
            File.WriteAllBytes(At("input", i), MemoryMarshal.AsBytes<float>(models[i].Input).ToArray());
            lines.Add(string.Join('|', [models[i].Path, At("input", i), At("output", i), .. models[i].Shape.Select(size => $"{size}")]));
        }
        var list = Path.Combine(folder.Path, "models.txt");
        File.WriteAllLines(list, lines);
        Start("node", Path.Combine(AppContext.BaseDirectory, "Onnx", "run_models.cjs"), Package!, list);
        return [.. models.Select((_, i) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(At("output", i))).ToArray())];
    }

    private static string? Package => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? Path.Combine(folder, "onnxruntime-node") : null;

    private static string? FindMissing()
    {
        if (Package is null) return $"ONNX Runtime is not here: {Variable} names no folder with Node's package onnxruntime-node.";
        if (!Directory.Exists(Package)) return $"ONNX Runtime is not here: there is no '{Package}'.";
        try
        {
            Start("node", "--version");
            return null;
        }
        catch (Win32Exception)
        {
            return "ONNX Runtime cannot be started: there is no node.";
        }
    }

    private static void Start(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
    }
}

/// <summary>A test that ONNX Runtime takes part in; skipped, with the reason, where it is not installed.</summary>
internal sealed class OnnxRuntimeFactAttribute : FactAttribute
{
    public OnnxRuntimeFactAttribute() => Skip = OnnxRuntime.Missing;
}
