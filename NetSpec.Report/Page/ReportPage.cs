using NetSpec.Runtime;

namespace NetSpec.Report;

/// <summary>Writes report.html: one file that says what a run did, opens offline and asks no network.</summary>
public static class ReportPage
{
    /// <summary>The page's name in a run's folder.</summary>
    public const string FileName = "report.html";

    /// <summary>Whether the charting library was there when this was built; without it a page has tables only.</summary>
    public static bool HasCharts => Resources.Charts is not null;

    /// <summary>Writes the page of a run into its folder.</summary>
    /// <param name="folder">What <c>netspec run</c> wrote. Parts that are missing are named in the page.</param>
    /// <param name="others">Folders of other runs of the same network, whose accuracies are drawn beside this one's.</param>
    /// <returns>The page's path.</returns>
    /// <exception cref="InputException">A folder is no run's or another network's, or the page cannot be written.</exception>
    public static string Write(string folder, params IReadOnlyList<string> others)
    {
        var path = Path.Combine(folder, FileName);
        AtomicFile.WriteText(path, ToHtml(RunFolder.Read(folder, others), Resources.Charts));
        return path;
    }

    /// <summary>The page's text.</summary>
    internal static string ToHtml(RunFolder run, string? charts) => PageWriter.Write(run, [.. SectionTable.All.Select(make => make(run)).OfType<Section>()], charts);
}
