using System.Runtime.CompilerServices;

namespace NetSpec.Tests.Packages;

/// <summary>The sources that these tests were built from, which are read and never written to.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>Release or Debug: what lies built in the repository is packed.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
