using System.Text.Json;

namespace NetSpec.Report;

/// <summary>Puts sections together to one page that needs no other file.</summary>
internal static class PageWriter
{
    /// <summary>The page.</summary>
    /// <param name="run">What it is about.</param>
    /// <param name="sections">Its parts.</param>
    /// <param name="charts">The charting library; null: tables stand in for the charts.</param>
    public static string Write(RunFolder run, IReadOnlyList<Section> sections, string? charts)
    {
        var scripts = charts is null ? Html.Empty : Html.Of($"""
            <script>{new Html(charts)}</script>
            <script type="application/json" id="figures">{new Html(Charts(sections))}</script>
            <script>{new Html(Resources.Script)}</script>
            """);
        // Nothing but what is in the page itself may be used: a browser that holds to it asks no network.
        return Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'; img-src data:">
            <title>{run.Name}: report</title>
            <link rel="icon" href="data:,">
            <style>{new Html(Resources.Styles)}</style>
            </head>
            <body>
            <div class="page">
            {Overview.Header(run)}
            <nav aria-label="Contents"><ol>{sections.Select(s => Html.Of($"<li><a href=\"#{s.Id}\">{s.Title}</a></li>"))}</ol></nav>
            <main>
            {(charts is null ? WithoutCharts : Html.Empty)}
            {Missing(run)}
            {sections.Select(s => Section(s, charts is not null))}
            </main>
            <footer><p>Written by <code>netspec report</code> from the files of a run. Everything the page needs is in it.{(charts is null ? Html.Empty : Library)}</p></footer>
            </div>
            {scripts}
            </body>
            </html>

            """).Text;
    }

    private static Html Library => new(" Charts: Vega, Vega-Lite and Vega-Embed (BSD-3-Clause); their licences, and those of what they use, stand in this page's source.");

    private static Html WithoutCharts => new("""<p class="note">This page has tables but no charts: the tool was built without its charting library. Build it again with Node.js 20 or newer on the path and a network (<code>dotnet build -c Release</code>), then write the page again with <code>netspec report DIR</code>.</p>""");

    private static Html Missing(RunFolder run) => run.Missing.Count == 0 ? Html.Empty : Html.Of($"""
        <div class="note"><strong>Some parts are missing.</strong> The folder lacks what they are drawn from:
        <ul>{run.Missing.Select(m => Html.Of($"<li><code>{m.File}</code> ({m.Purpose}): {m.Reason}</li>"))}</ul></div>
        """);

    private static Html Section(Section section, bool hasCharts) => Html.Of($"""
        <section id="{section.Id}">
        <h2><a href="#{section.Id}">{section.Title}</a></h2>
        {(section.Introduction.Length == 0 ? Html.Empty : Html.Of($"<p class=\"introduction\">{section.Introduction}</p>"))}
        {section.Body}
        {FigureGroups(section, hasCharts)}
        </section>

        """);

    private static Html FigureGroups(Section section, bool hasCharts) => Html.Join(section.Figures.GroupBy(f => f.Group).Select(group => Html.Of($"""
        {(group.Key is { } heading ? heading : Html.Empty)}<div class="{(group.Any(f => f.Matrix is not null) ? "figures thirds" : "figures")}">
        {group.Select(f => Figure(f, hasCharts))}
        </div>
        """)));

    private static Html Figure(Figure figure, bool hasCharts) => Html.Of($"""
        <figure class="{(figure.IsWide ? "wide" : "")}">
        <h3 id="{figure.Id}-title">{figure.Title}</h3>
        {figure.Legend}
        {(hasCharts ? Html.Of($"<div class=\"chart\" id=\"{figure.Id}\" role=\"img\" aria-labelledby=\"{figure.Id}-title\"></div>") : Html.Empty)}
        <figcaption>{figure.Reading}</figcaption>
        {(figure.Table == Html.Empty ? Html.Empty : Html.Of($"<details{new Html(hasCharts ? "" : " open")}><summary>As a table</summary><div class=\"scroll\">{figure.Table}</div></details>"))}
        </figure>
        """);

    private static string Charts(IEnumerable<Section> sections) => JsonSerializer.Serialize(
        sections.SelectMany(s => s.Figures).Select(f => new { f.Id, f.Chart, f.Matrix }), ReportJson.Page);
}
