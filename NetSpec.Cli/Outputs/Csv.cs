using System.Globalization;

namespace NetSpec.Cli.Outputs;

/// <summary>Fields of CSV.</summary>
internal static class Csv
{
    /// <summary>A field, quoted where it must be.</summary>
    public static string Field(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <summary>The shortest text of a number that reads back as the same.</summary>
    public static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The same in single precision.</summary>
    public static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
