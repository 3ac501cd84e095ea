using System.Text.Json;
using System.Text.RegularExpressions;
using NetSpec.Report;
using NetSpec.Runtime;
using NetSpec.Tests.Cli;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Report;

public sealed class ReportPageTests(SampleRun run) : IClassFixture<SampleRun>
{
    private static readonly string[] Parts = ["networks", "results", "training", "spectra", "rho", "scores", "covariances", "trade-off", "latency", "record"];

    [Fact]
    public void ARunWritesAPageWithEveryPartAndItsContents()
    {
        var page = File.ReadAllText(run.Page);

        Assert.Equal(Parts, Regex.Matches(page, "<section id=\"([a-z-]+)\"").Select(m => m.Groups[1].Value));
        Assert.Equal(Parts, Regex.Matches(page, "<li><a href=\"#([a-z-]+)\"").Select(m => m.Groups[1].Value));
        Assert.DoesNotContain("Some parts are missing", page);
        // Repeats, the original with 0 pruned units and five baselines, each pruned and fine-tuned.
        Assert.Contains("Means ± standard deviations of 2 repeats", page);
        Assert.Equal(1 + (2 * 6), Regex.Matches(Section(page, "results"), "<tr class=").Count);
        Assert.Contains("6 of 12", Section(page, "networks"));
    }

    [Fact]
    public void ReportWritesTheSamePageAgainInEveryCulture()
    {
        using var session = new CommandSession();
        using var folder = new TemporaryFolder();
        run.Copy(folder.Path);
        File.Delete(folder.At("report.html"));

        using (new Data.InCulture("de-DE")) session.Done("report", folder.Path);

        Assert.Equal(File.ReadAllText(run.Page), File.ReadAllText(folder.At("report.html")));
        Assert.Equal(folder.At("report.html"), session.Json("report", folder.Path).GetProperty("output").GetString());
    }

    [Fact]
    public void WhatIsNoRunsFolderIsRefusedInOneSentence()
    {
        using var session = new CommandSession();
        Directory.CreateDirectory(session.At("empty"));

        Assert.Equal($"The folder '{session.At("empty")}' holds none of summary.json, report.json, log.csv; 'report' takes one that 'netspec run' wrote.", session.Refused("report", session.At("empty")).Trim());
        Assert.Equal($"There is no folder '{session.At("none")}'; 'report' takes one that 'netspec run' wrote.", session.Refused("report", session.At("none")).Trim());
        Assert.Empty(Directory.GetFiles(session.At("empty")));
    }

    [Theory]
    [InlineData("summary.json", "results", "trade-off")]
    [InlineData("log.csv", "training")]
    [InlineData("analysis.json", "spectra", "rho", "scores", "covariances")]
    [InlineData("latency.json", "latency")]
    public void APartThatIsMissingOrBrokenIsNamedAndTheRestStays(string file, params string[] without)
    {
        foreach (var content in new[] { null, "", "{", "null", "[1, 2]", "{ \"network\": null, \"results\": null, \"groups\": null }" })
        {
            using var folder = new TemporaryFolder();
            run.Copy(folder.Path);
            File.Delete(folder.At(file));
            if (content is not null) folder.Write(file, content);

            var page = File.ReadAllText(ReportPage.Write(folder.Path));

            Assert.Contains($"<li><code>{file}</code> (", page);
            Assert.Equal(Parts.Except(without), Regex.Matches(page, "<section id=\"([a-z-]+)\"").Select(m => m.Groups[1].Value));
        }
    }

    [Fact]
    public void ABrokenSpecIsNamedWithItsOwnError()
    {
        using var folder = new TemporaryFolder();
        run.Copy(folder.Path);
        folder.Write("ForkedPruned.net.yaml", "netspec: 1\nname: A\ninput: 3\nlayers:\n  - tense: 2\n");

        var page = File.ReadAllText(ReportPage.Write(folder.Path));

        Assert.Contains("<code>ForkedPruned.net.yaml</code> (the drawing of the network after)", page);
        Assert.Contains("tense", page);
        Assert.Contains("<h3>Trained: Forked</h3>", page);
    }

    [Fact]
    public void ANameThatLeadsOutOfTheFolderIsNotRead()
    {
        using var folder = new TemporaryFolder();
        run.Copy(folder.Path);
        File.WriteAllText(folder.At("report.json"), File.ReadAllText(folder.At("report.json")).Replace("\"ForkedPruned\"", "\"../ForkedPruned\"", StringComparison.Ordinal));

        Assert.Contains(RunFolder.Read(folder.Path).Missing, m => m.File == "../ForkedPruned.net.yaml");
    }

    [Fact]
    public void ARunThatPrunesNothingHasAPageToo()
    {
        using var session = new CommandSession();
        session.Write("mini.net.yaml", CommandSession.Mini);
        session.Done("run", session.Write("r.run.yaml", "network: mini.net.yaml\ndata: { kind: mini, train: 40, test: 10 }\ntrain: { epochs: 2 }\n"), "--out", session.At("result"));

        var page = File.ReadAllText(session.At("result/report.html"));

        Assert.Equal(["networks", "results", "training", "latency"], Regex.Matches(page, "<section id=\"([a-z-]+)\"").Select(m => m.Groups[1].Value));
        Assert.DoesNotContain("Some parts are missing", page);
    }

    [Fact]
    public void WithoutTheLibraryThePageSaysHowToGetCharts()
    {
        var page = ReportPage.ToHtml(RunFolder.Read(run.Folder), null);

        Assert.Contains("tables but no charts", page);
        Assert.Contains("<details open>", page);
        Assert.DoesNotContain("<script", page);
        Assert.Equal(Parts, Regex.Matches(page, "<section id=\"([a-z-]+)\"").Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void ThePageOpensNothingElse()
    {
        var page = ReportPage.ToHtml(RunFolder.Read(run.Folder), null);

        Assert.DoesNotMatch("(src|href)=\"(?!#|data:,)", page);
        Assert.DoesNotContain("@import", page);
        Assert.Contains("default-src 'none'", page);
    }

    [Fact]
    public void ChartsAreDataThatCannotEndTheirScript()
    {
        var page = ReportPage.ToHtml(RunFolder.Read(run.Folder), "/* library */");
        var json = Regex.Match(page, "<script type=\"application/json\" id=\"figures\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;

        Assert.DoesNotContain('<', json);
        var figures = JsonDocument.Parse(json).RootElement.EnumerateArray().ToList();
        Assert.Equal(figures.Count, figures.Select(f => f.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(figures, f => Assert.Contains($"id=\"{f.GetProperty("id").GetString()}\"", page));
        // Three maps for each of the five groups.
        Assert.Equal(15, figures.Count(f => f.TryGetProperty("matrix", out _)));
    }

    [Fact]
    public void AnAnalysisOfNothingIsRefusedAsAFile()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InputException>(() => ReportPage.Write(folder.Path));
    }

    [Fact]
    public void OtherRunsOfTheNetworkLendTheirAccuracies()
    {
        using var session = new CommandSession();
        using TemporaryFolder folder = new(), other = new(), foreign = new();
        run.Copy(folder.Path);
        run.Copy(other.Path);
        File.WriteAllText(other.At("summary.json"), Regex.Replace(File.ReadAllText(other.At("summary.json")), "\"macs\": [0-9]+", "\"macs\": 77"));
        run.Copy(foreign.Path);
        File.WriteAllText(foreign.At("summary.json"), File.ReadAllText(foreign.At("summary.json")).Replace("\"Forked\"", "\"Other\"", StringComparison.Ordinal));

        session.Done("report", folder.Path, other.Path);

        var page = File.ReadAllText(folder.At("report.html"));
        Assert.Contains("at the widths of 2 runs", page);
        Assert.Contains("\"macs\":77,", page);
        Assert.Contains("is a run of Other, not of Forked", session.Refused("report", folder.Path, foreign.Path));
    }

    private static string Section(string page, string id) => Regex.Match(page, $"<section id=\"{id}\">.*?</section>", RegexOptions.Singleline).Value;
}
