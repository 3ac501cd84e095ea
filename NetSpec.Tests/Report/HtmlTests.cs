using NetSpec.Report;

namespace NetSpec.Tests.Report;

public class HtmlTests
{
    [Fact]
    public void ValuesAreTextAndLiteralsAreMarkup()
    {
        var name = "<b title=\"x\">Tom's & Co</b>";
        Assert.Equal("<p>&lt;b title=&quot;x&quot;&gt;Tom&#39;s &amp; Co&lt;/b&gt;</p>", Html.Of($"<p>{name}</p>").Text);
        Assert.Equal("<p><i>&lt;</i></p>", Html.Of($"<p>{Html.Of($"<i>{"<"}</i>")}</p>").Text);
        Assert.Equal("<i>a</i><i>&amp;</i>", Html.Of($"{new[] { "a", "&" }.Select(t => Html.Of($"<i>{t}</i>"))}").Text);
    }

    [Fact]
    public void NumbersAreTheSameInEveryCulture()
    {
        using var german = new Data.InCulture("de-DE");
        Assert.Equal("1.5 12345 0.33", Html.Of($"{1.5} {12345} {1 / 3.0}").Text);
        Assert.Equal(("1,234,567", "0.125", "12.3 µs", "1.20 M", "94 %"), (Figures.Count(1234567), Figures.Number(0.125), Figures.Time(12345), Figures.Short(1.2e6), Figures.Percent(0.937)));
        Assert.Equal(("0.900 ± 0.010", "0.900", "–"), (Figures.Spread(0.9, 0.01), Figures.Spread(0.9, 0), Figures.Spread(null, null)));
    }
}
