using NetSpec.Tests.Snapshots;

namespace NetSpec.Tests.Documentation;

/// <summary>The part of a page, between two comments, that is written from code: NETSPEC_ACCEPT=1 writes it, else it is compared.</summary>
internal static class WrittenPart
{
    public static void Verify(string path, string name, string text)
    {
        var (begin, end) = ($"<!-- {name}: begin, written by a test with NETSPEC_ACCEPT=1 -->\n", $"<!-- {name}: end -->");
        // Not the page as it was when the tests began: another part may have been written since.
        var page = File.ReadAllText(Repository.At(path)).ReplaceLineEndings("\n");
        var (from, to) = (page.IndexOf(begin, StringComparison.Ordinal), page.IndexOf(end, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, $"{path} lacks the comments of the part '{name}'.");
        from += begin.Length;
        if (page[from..to] == text) return;
        if (Snapshot.Accepts(Environment.GetEnvironmentVariable)) File.WriteAllText(Repository.At(path), page[..from] + text + page[to..]);
        else Assert.Equal(text, page[from..to]);
    }
}
