using System.Text.RegularExpressions;
using NetSpec.Spec;

namespace NetSpec.Tests.Language;

/// <summary>The pages under docs/diagnostics: their examples, messages and fixes.</summary>
internal sealed partial record DiagnosticPage(string Id, string Text)
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "_docs", "diagnostics");

    public static IReadOnlyList<DiagnosticPage> All { get; } =
        Directory.GetFiles(Folder, "NS*.md").Order(StringComparer.Ordinal).Select(file => new DiagnosticPage(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))).ToList();

    /// <summary>The pages of reading; those of generating code are tested with the generator.</summary>
    public static IEnumerable<DiagnosticPage> OfReading => All.Where(page => page.Id.StartsWith("NS1", StringComparison.Ordinal));

    /// <summary>Examples that no page can show: bytes that are no text, and much of it.</summary>
    private static readonly Dictionary<string, string> _unprintable = new()
    {
        ["NS1001"] = "netspec: 1\nname: \0Tiny\n",
        ["NS1062"] = "netspec: 1\nname: Tiny\ninput: 1\nlayers:\n" + string.Concat(Enumerable.Repeat("  - dense: 1\n", 5000)),
        ["NS1002"] = "# " + new string('x', 4 * 1024 * 1024),
        ["NS1003"] = Specs.Header + "  - dense: 2\nx: " + new string('[', 100_000) + "\n",
    };

    public string Example => _unprintable.TryGetValue(Id, out var text) ? text : Blocks("yaml").First();

    public string Message => Blocks("text").Single().TrimEnd('\n');

    public string? Fix => Blocks("yaml").Skip(1).SingleOrDefault();

    private IEnumerable<string> Blocks(string language) =>
        Block().Matches(Text).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}

public sealed class DiagnosticPageTests
{
    public static TheoryData<string> Ids { get; } = new(DiagnosticPage.OfReading.Select(page => page.Id));

    [Fact]
    public void PagesAndTableAgree()
    {
        Assert.Equal(SpecDiagnostics.All.Select(descriptor => descriptor.Id), DiagnosticPage.All.Select(page => page.Id));
        foreach (var (descriptor, page) in SpecDiagnostics.All.Zip(DiagnosticPage.All))
            Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TableIsSortedAndHasEachIdOnce() =>
        Assert.Equal(SpecDiagnostics.All.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal), SpecDiagnostics.All.Select(d => d.Id));

    [Fact]
    public void TableHoldsEveryDescriptor() =>
        Assert.Equal(
            typeof(SpecDiagnostics).GetProperties().Where(p => p.PropertyType == typeof(SpecDescriptor)).Select(p => p.GetValue(null)).ToHashSet(),
            SpecDiagnostics.All.ToHashSet<object?>());

    [Fact]
    public void IndexListsEveryPage()
    {
        var index = File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "README.md"));
        Assert.All(
            SpecDiagnostics.All,
            d => Assert.Contains($"| [{d.Id}]({d.Id}.md) | {d.Title} | {d.Description} |", index, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ExampleCausesThePrintedMessage(string id)
    {
        var page = DiagnosticPage.All.Single(p => p.Id == id);
        var error = Specs.Error(page.Example);
        Assert.Equal(id, error.Id);
        Assert.Equal(page.Message, error.ToString());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void FixIsAGoodSpec(string id)
    {
        if (DiagnosticPage.All.Single(p => p.Id == id).Fix is { } fix) Assert.Empty(Specs.Read(fix).Diagnostics);
        else Assert.Contains(id, new[] { "NS1001", "NS1002", "NS1003", "NS1062" });
    }
}
