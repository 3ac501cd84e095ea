using System.Text.RegularExpressions;
using NetSpec.Report;
using NetSpec.Report.VegaLite;

namespace NetSpec.Tests.Report;

/// <summary>Nothing in a chart depends on telling colours apart.</summary>
public class LegibilityTests
{
    private static readonly string Styles = Resources.Styles;

    private static Dictionary<string, string> Variables(bool isDark)
    {
        var dark = Styles.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);
        var text = isDark ? Styles[dark..Styles.IndexOf("@media print", StringComparison.Ordinal)] : Styles[..dark];
        return Regex.Matches(text, "--([a-z0-9-]+): (#[0-9a-f]{6})").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryColourStandsOutFromItsGroundWithoutItsHue(bool isDark)
    {
        var colours = Variables(isDark);
        Assert.All(Enumerable.Range(1, SeriesStyle.Most), i =>
            Assert.True(Palette.Contrast(colours[$"series-{i}"], colours["ground"]) >= 3, $"series {i}: {Palette.Contrast(colours[$"series-{i}"], colours["ground"]):0.00}"));
        Assert.True(Palette.Contrast(colours["ink"], colours["ground"]) >= 7);
        Assert.True(Palette.Contrast(colours["quiet"], colours["ground"]) >= 4.5);
        Assert.True(Palette.Contrast(colours["quiet"], colours["raised"]) >= 4.5);
        Assert.True(Palette.Contrast(colours["accent"], colours["raised"]) >= 3);
    }

    [Fact]
    public void TextOfHeatMapsStandsOutFromBothGrounds()
    {
        var grey = Regex.Match(Resources.Script, "grey = \\{ labelColor: '(#[0-9a-f]{6})'").Groups[1].Value;
        Assert.All(new[] { false, true }, isDark => Assert.True(Palette.Contrast(grey, Variables(isDark)["ground"]) >= 3.5, $"{Palette.Contrast(grey, Variables(isDark)["ground"]):0.00}"));
    }

    [Fact]
    public void SeriesDifferByDashAndByShape()
    {
        Assert.Equal(SeriesStyle.Most, SeriesStyle.Dashes.Select(d => string.Join(' ', d)).Distinct().Count());
        Assert.Equal(SeriesStyle.Most, SeriesStyle.Shapes.Distinct().Count());
        Assert.Throws<ArgumentException>(() => SeriesStyle.Lines(new(), "name", [.. Enumerable.Range(0, SeriesStyle.Most + 1).Select(i => $"{i}")]));
    }

    [Fact]
    public void TheRampOfHeatMapsGrowsBrighterFromEndToEnd()
    {
        var ramp = Regex.Match(Styles, "linear-gradient\\(90deg, ([^)]*)\\)").Groups[1].Value.Split(", ");
        Assert.True(ramp.Length >= 5);
        Assert.All(ramp.Skip(1).Select((colour, i) => (Before: ramp[i], After: colour)), p => Assert.True(Palette.Luminance(p.After) > Palette.Luminance(p.Before)));
    }
}
