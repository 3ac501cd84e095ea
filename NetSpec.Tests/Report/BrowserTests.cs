using System.Text.Json;
using NetSpec.Report;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Report;

public sealed class BrowserTests(SampleRun run) : IClassFixture<SampleRun>
{
    // What every chart holds as drawn: the shapes of an SVG's marks, or the pixels of a canvas that are not empty.
    private const string Marks = """
        (() => [...document.querySelectorAll('.chart')].map(chart => {
            const canvas = chart.querySelector('canvas');
            if (!canvas) return [chart.id, [...chart.querySelectorAll('.role-mark path, .role-mark line, .role-mark text')].filter(m => m.getBBox().width + m.getBBox().height > 0).length];
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            const colours = new Set();
            for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] === 255) colours.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
            return [chart.id, colours.size];
        }))()
        """;

    private const string Overflowing = """
        (() => [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, .drawing, svg') && e.getBoundingClientRect().right > innerWidth + 0.5).map(e => e.tagName + '.' + e.className))()
        """;

    [BrowserFact]
    public async Task EveryChartIsDrawnAtEveryWidthWithoutAComplaintOrARequest()
    {
        using var browser = await Browser.Start();
        foreach (var (width, isDark) in new[] { (400, false), (1400, false), (1400, true) })
        {
            await browser.Open(run.Page, width, isDark);

            var marks = await browser.Value<List<JsonElement>>(Marks);
            Assert.True(marks.Count >= 12 + (3 * 5), $"{marks.Count} charts");
            Assert.All(marks, m => Assert.True(m[1].GetInt32() >= 2, $"{m[0]} holds {m[1]} marks at {width} pixels"));
            Assert.Equal(width, await browser.Value<int>("document.documentElement.scrollWidth"));
            Assert.Empty(await browser.Value<string[]>(Overflowing));
        }
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task TextIsReadableOnItsGround()
    {
        using var browser = await Browser.Start();
        foreach (var isDark in new[] { false, true })
        {
            await browser.Open(run.Page, 400, isDark);
            var smallest = await browser.Value<double>("Math.min(...[...document.querySelectorAll('.page *, .chart text')].filter(e => e.textContent.trim() && !e.children.length && e.getClientRects().length).map(e => parseFloat(getComputedStyle(e).fontSize)))");
            Assert.True(smallest >= 11, $"{smallest} pixels");
            var (ink, ground) = (await Colour(browser, "color"), await Colour(browser, "background-color"));
            Assert.True(Palette.Contrast(ink, ground) >= 7, $"{ink} on {ground}");
            Assert.Equal(isDark, Palette.Luminance(ground) < 0.1);
        }
    }

    [BrowserFact]
    public async Task NamesThatLookLikeMarkupStayText()
    {
        using var folder = new TemporaryFolder();
        run.Copy(folder.Path);
        const string name = "</script><img src=x onerror=alert(1)>\\\"'&amp;";
        foreach (var file in new[] { "analysis.json", "report.json", "summary.json", "latency.json" })
        {
            var text = File.ReadAllText(folder.At(file));
            foreach (var known in new[] { "wide_first_layer_with_a_long_name", "ForkedPruned", "magnitude_folded" }) text = text.Replace($"\"{known}", $"\"{name}", StringComparison.Ordinal);
            File.WriteAllText(folder.At(file), text);
        }
        var page = ReportPage.Write(folder.Path);

        using var browser = await Browser.Start();
        await browser.Open(page, 1400);

        Assert.Equal(0, await browser.Value<int>("document.querySelectorAll('img').length"));
        Assert.Contains("</script><img src=x onerror=alert(1)>\"'&amp;", await browser.Value<string>("document.body.innerText"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task APageWithoutChartsIsWholeToo()
    {
        using var folder = new TemporaryFolder();
        var page = folder.Write("report.html", ReportPage.ToHtml(RunFolder.Read(run.Folder), null));
        using var browser = await Browser.Start();

        await browser.Open(page, 400);

        Assert.Equal(400, await browser.Value<int>("document.documentElement.scrollWidth"));
        Assert.Equal(0, await browser.Value<int>("document.querySelectorAll('.chart').length"));
        Assert.True(await browser.Value<int>("document.querySelectorAll('details[open] table').length") >= 8);
        Assert.Empty(browser.Complaints);
    }

    private static async Task<string> Colour(Browser browser, string property) =>
        Palette.Hex(await browser.Value<string>($"getComputedStyle(document.body).getPropertyValue('{property}')"));
}
