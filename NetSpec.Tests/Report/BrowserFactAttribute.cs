using NetSpec.Report;

namespace NetSpec.Tests.Report;

/// <summary>A test that needs a browser and a build with charts; skipped, with the reason, where one is missing.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip =
        Browser.Program is null ? $"No Chromium was found; install one, or name it in the variable {Browser.Variable}."
        : !ReportPage.HasCharts ? "NetSpec.Report was built without its charting library, for which the build needs Node.js and a network."
        : null;
}
