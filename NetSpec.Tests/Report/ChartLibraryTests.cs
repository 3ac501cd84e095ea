using NetSpec.Report;

namespace NetSpec.Tests.Report;

/// <summary>The charting library as it stands in a page, where it was there at build time.</summary>
public class ChartLibraryTests
{
    [BrowserFact]
    public void ItsLicencesStandBeforeIt()
    {
        var library = Resources.Charts!;
        var notices = library[..library.IndexOf("*/", StringComparison.Ordinal)];

        Assert.StartsWith("/*!", library);
        foreach (var name in new[] { "vega 6.", "vega-lite 6.", "vega-embed 7.", "d3-array 3." }) Assert.Contains(name, notices);
        Assert.Contains("Redistribution and use in source and binary forms", notices);
        Assert.Contains("University of Washington", notices);
        Assert.DoesNotContain("</script", library, StringComparison.OrdinalIgnoreCase);
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "THIRD-PARTY-NOTICES.charts.txt")));
    }

    [Fact]
    public void TheLockFileNamesNoHost()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "_report", "package-lock.json"));
        Assert.DoesNotContain("resolved", text);
        Assert.DoesNotContain("://", text);
        Assert.Contains("integrity", text);
    }
}
