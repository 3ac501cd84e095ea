using System.Text;

namespace NetSpec.Report;

/// <summary>What stands in every page.</summary>
internal static class Resources
{
    /// <summary>Styles.</summary>
    public static string Styles => Read("report.css")!;

    /// <summary>What draws the charts.</summary>
    public static string Script => Read("report.js")!;

    /// <summary>The charting library, licences first; null where it was not there when this was built.</summary>
    public static string? Charts => Read("charts.js");

    private static string? Read(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name);
        return stream is null ? null : new StreamReader(stream, Encoding.UTF8).ReadToEnd();
    }
}
