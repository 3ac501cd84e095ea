namespace NetSpec.Tests.Documentation;

/// <summary>The folder that the tests were built from, with its pages.</summary>
internal static class Repository
{
    private static readonly string[] _madeFolders = ["bin", "obj", "out", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Every Markdown file, by its path from the root with forward slashes.</summary>
    public static IReadOnlyList<MarkdownPage> Pages { get; } =
        [.. Files(Root).Select(path => new MarkdownPage(Relative(path), File.ReadAllText(path).ReplaceLineEndings("\n"))).OrderBy(page => page.Path, StringComparer.Ordinal)];

    /// <summary>The pages whose blocks are for a reader to use: all but those of test data.</summary>
    public static IEnumerable<MarkdownPage> ReaderPages => Pages.Where(page => !page.Path.StartsWith("NetSpec.Tests", StringComparison.Ordinal));

    public static MarkdownPage Page(string path) => Pages.Single(page => page.Path == path);

    /// <summary>A block by its page and line, as tests name it.</summary>
    public static CodeBlock Block(string name) => Pages.SelectMany(page => page.Blocks).Single(block => block.ToString() == name);

    public static string At(string path) => Path.Combine(Root, path);

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    // Folders that are made, or hidden, may hold the pages of others.
    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(folder, "*.md").Concat(
        Directory.GetDirectories(folder).Where(inner => Path.GetFileName(inner) is var name && name[0] != '.' && !_madeFolders.Contains(name)).SelectMany(Files));

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "NetSpec.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository."));
}
