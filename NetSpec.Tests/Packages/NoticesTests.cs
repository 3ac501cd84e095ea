using System.Text;
using System.Text.RegularExpressions;
using NetSpec.Report;

namespace NetSpec.Tests.Packages;

/// <summary>Packages that hold what others made name its authors and licences.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class NoticesTests(PackageFeed feed)
{
    private const string FileName = "THIRD-PARTY-NOTICES.txt";

    [Theory]
    [InlineData("NetSpec")]
    [InlineData("NetSpec.Tool")]
    public void NameEveryForeignAssemblyAndTheDigits(string id)
    {
        var notices = Notices(id);
        Assert.Equal(Foreign(id), Assemblies().Matches(notices).Select(m => m.Value).Order(StringComparer.Ordinal));
        foreach (var text in new[] { "Ethem Alpaydin and Cenk Kaynak", "CC BY 4.0", "Permission is hereby granted, free of charge" })
            Assert.Contains(text, notices, StringComparison.Ordinal);
        Assert.Equal(notices.Contains("BSD-3-Clause", StringComparison.Ordinal), notices.Contains("Redistributions in binary form must reproduce", StringComparison.Ordinal));
    }

    [Fact]
    public void ToolWithChartsHasTheirNotices() =>
        Assert.Equal(Resources.Charts is not null, feed.Files("NetSpec.Tool").Keys.Any(path => Name(path) == "THIRD-PARTY-NOTICES.charts.txt"));

    [Theory]
    [InlineData("NetSpec.Compiler")]
    [InlineData("NetSpec.Pruning")]
    [InlineData("NetSpec.Onnx")]
    [InlineData("NetSpec.Templates")]
    public void OtherPackagesNeedNone(string id) => Assert.Empty(Foreign(id));

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private string Notices(string id) => Encoding.UTF8.GetString(feed.Files(id).Single(f => Name(f.Key) == FileName).Value);

    private IEnumerable<string> Foreign(string id) =>
        feed.Files(id).Keys.Where(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)).Select(Name)
            .Where(name => !name.StartsWith("netspec", StringComparison.OrdinalIgnoreCase)).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"[\w.]+\.dll")]
    private static partial Regex Assemblies();
}
