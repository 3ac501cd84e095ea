namespace NetSpec.Tests.Documentation;

/// <summary>Links between pages lead somewhere.</summary>
public class LinkTests
{
    // Pages that come with the parts of the product that they are about.
    private static readonly string[] _coming = [];

    public static TheoryData<string> Pages => new(Repository.Pages.Select(page => page.Path));

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryRelativeLinkResolves(string path)
    {
        var page = Repository.Page(path);
        Assert.Empty(page.Links.Where(link => !link.Target.Contains(':')).Select(link => Fault(page, link.Target, link.Line)).OfType<string>());
    }

    [Fact]
    public void EveryPageOfTheDocumentationIsOnItsMap()
    {
        var map = Repository.Page("docs/README.md");
        var linked = map.Links.Select(link => Resolve(map, link.Target.Split('#')[0])).ToHashSet();
        Assert.Empty(Repository.Pages.Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path.Count(c => c == '/') == 1 && path != map.Path && !linked.Contains(path)).Select(path => $"docs/README.md does not name {path}."));
    }

    [Theory]
    [InlineData("# A `b`: c, d\n", "a-b-c-d")]
    [InlineData("# Same\n\n# Same\n", "same-1")]
    [InlineData("## [Text](x.md) behind\n", "text-behind")]
    public void AnchorsAreMadeOfHeadings(string text, string anchor) => Assert.Contains(anchor, new MarkdownPage("a.md", text).Anchors);

    [Theory]
    [InlineData("[a](gone.md)")]
    [InlineData("[a](README.md#gone)")]
    [InlineData("![a](gone.png \"title\")")]
    public void ABrokenLinkIsFound(string text)
    {
        var page = new MarkdownPage("a.md", text);
        var link = Assert.Single(page.Links);
        Assert.NotNull(Fault(page, link.Target, link.Line));
    }

    private static string? Fault(MarkdownPage page, string target, int line)
    {
        var parts = target.Split('#');
        var path = parts[0].Length == 0 ? page.Path : Resolve(page, Uri.UnescapeDataString(parts[0]));
        if (_coming.Contains(path)) return null;
        if (!File.Exists(Repository.At(path)) && !Directory.Exists(Repository.At(path))) return $"{page.Path}({line}): there is no '{path}'.";
        var anchors = parts.Length == 1 ? null : (parts[0].Length == 0 ? page : Repository.Pages.SingleOrDefault(p => p.Path == path))?.Anchors;
        return parts.Length == 1 || anchors?.Contains(parts[1]) == true ? null : $"{page.Path}({line}): '{path}' has no heading '#{parts[1]}'.";
    }

    private static string Resolve(MarkdownPage page, string target) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path) ?? "", target))).Replace('\\', '/');
}
