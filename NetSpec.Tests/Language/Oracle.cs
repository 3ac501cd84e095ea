namespace NetSpec.Tests.Language;

/// <summary>The specs of the reference cases.</summary>
internal static class Oracle
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "_oracle", "cases");

    public static IEnumerable<string> Names =>
        Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name, "spec.net.yaml"));
}
