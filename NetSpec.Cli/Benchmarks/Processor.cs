using System.Runtime.InteropServices;

namespace NetSpec.Cli.Benchmarks;

/// <summary>The processor that times are measured on.</summary>
internal static class Processor
{
    /// <summary>Its name as the system gives it.</summary>
    public static string Name { get; } = Read();

    private static string Read()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
