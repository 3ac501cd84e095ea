using System.Globalization;

namespace NetSpec.Tests.Training;

/// <summary>Runs a part of a test where numbers are written with commas.</summary>
internal static class Culture
{
    public static void German(Action action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
