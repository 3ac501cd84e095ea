using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace NetSpec.Benchmarks.Peers;

/// <summary>What the figures were measured on.</summary>
internal static partial class Machine
{
    /// <summary>The processor's name as the system gives it.</summary>
    public static string Processor => Cli.Benchmarks.Processor.Name;

    /// <summary>The same as the name of a folder.</summary>
    public static string Folder => $"{Other().Replace(Processor.ToLowerInvariant(), "-").Trim('-')}-{NetSpec.Runtime.VectorPaths.NameOf(NetSpec.Runtime.VectorPath.Auto)}";

    public static string Description =>
        $"{Processor}, {NetSpec.Runtime.VectorPaths.NameOf(NetSpec.Runtime.VectorPath.Auto)}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
