using System.Globalization;

namespace NetSpec.Cli.Hosting;

/// <summary>Numbers for people, in every culture the same.</summary>
internal static class Text
{
    /// <summary>A whole number with commas.</summary>
    public static string Count(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>A number with four digits behind the point; a dash where there is none.</summary>
    public static string Number(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A mean and its spread.</summary>
    public static string Spread(double? mean, double? deviation, string format) => mean is not { } value
        ? "-"
        : deviation is { } spread and > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{value.ToString(format, CultureInfo.InvariantCulture)}±{spread.ToString(format, CultureInfo.InvariantCulture)}")
            : value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A path or another argument as a shell takes it.</summary>
    public static string Argument(string value) => value.Any(char.IsWhiteSpace) ? $"\"{value}\"" : value;

    /// <summary>Dimensions as <c>[3, 32, 32]</c>.</summary>
    public static string Shape(IEnumerable<long> dimensions) => $"[{string.Join(", ", dimensions)}]";

    /// <summary>Numbers joined by dashes: <c>64-32-10</c>.</summary>
    public static string Widths(IEnumerable<int> widths) => string.Join("-", widths);
}
