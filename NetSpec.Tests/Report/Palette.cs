using System.Globalization;
using System.Text.RegularExpressions;

namespace NetSpec.Tests.Report;

/// <summary>Colours as eyes see them: relative luminance and contrast, as WCAG 2 defines them.</summary>
internal static partial class Palette
{
    /// <summary>From 0, black, to 1, white.</summary>
    public static double Luminance(string hex)
    {
        double Part(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }

    /// <summary>From 1, the same, to 21.</summary>
    public static double Contrast(string first, string second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary><c>rgb(1, 2, 3)</c> as <c>#010203</c>.</summary>
    public static string Hex(string rgb) => "#" + string.Concat(Numbers().Matches(rgb).Take(3).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture).ToString("x2", CultureInfo.InvariantCulture)));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
