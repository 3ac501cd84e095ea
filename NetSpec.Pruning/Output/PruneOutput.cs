using System.Text.Json;
using System.Text.Json.Serialization;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A pruned network as files.</summary>
public static class PruneOutput
{
    /// <summary>The file that says how it was pruned.</summary>
    public const string ReportFile = "report.json";

    /// <summary>The file that says what the choice was made from.</summary>
    public const string AnalysisFile = "analysis.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // Numbers by the thousand: a line each would double the file.
    private static readonly JsonSerializerOptions Compact = new(Json) { WriteIndented = false };

    /// <summary>How report.json and analysis.json are written and read.</summary>
    public static JsonSerializerOptions JsonOptions => Json;

    /// <summary>Writes NAME.safetensors, report.json and NAME.net.yaml, and analysis.json where there is one, each whole or not at all, the spec last.</summary>
    /// <param name="folder">Made where it is missing.</param>
    /// <param name="result">What is written.</param>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public static void Write(string folder, PruneResult result)
    {
        Safetensors.Write(Path.Combine(folder, result.Spec.Name + ".safetensors"), result.Weights);
        AtomicFile.WriteText(Path.Combine(folder, ReportFile), ToJson(result.Report));
        if (result.Analysis is { } analysis) AtomicFile.WriteText(Path.Combine(folder, AnalysisFile), JsonSerializer.Serialize(analysis, Compact) + "\n");
        AtomicFile.WriteText(Path.Combine(folder, result.Spec.Name + ".net.yaml"), SpecWriter.Write(result.Spec));
    }

    /// <summary>The class name of the network that pruning gives.</summary>
    /// <param name="spec">The network before.</param>
    /// <param name="options">May name it.</param>
    public static string NameOf(NetworkSpec spec, PruneOptions options) => options.Name ?? spec.Name + "Pruned";

    /// <summary>The files that <see cref="Write"/> leaves, less the analysis.</summary>
    /// <param name="spec">The network before.</param>
    /// <param name="options">May name the result.</param>
    public static IReadOnlyList<string> FilesOf(NetworkSpec spec, PruneOptions options) =>
        [NameOf(spec, options) + ".net.yaml", NameOf(spec, options) + ".safetensors", ReportFile];

    /// <summary>The report as JSON with camelCase names.</summary>
    public static string ToJson(PruneReport report) => JsonSerializer.Serialize(report, Json) + "\n";
}
