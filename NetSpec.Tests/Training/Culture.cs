using System.Globalization;

namespace NetSpec.Tests.Training;

/// <summary>Runs a part of a test where numbers are written with commas.</summary>
internal static class Culture
{
    public static void German(Action action) => In(CultureInfo.GetCultureInfo("de-DE"), action);

    /// <summary>The same in any culture.</summary>
    public static void In(CultureInfo culture, Action action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
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
