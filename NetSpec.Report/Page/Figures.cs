using System.Globalization;

namespace NetSpec.Report;

/// <summary>Numbers as people read them, in every culture the same.</summary>
internal static class Figures
{
    private const string Missing = "–";

    /// <summary>A whole number with commas.</summary>
    public static string Count(double? value) => value?.ToString("#,0", CultureInfo.InvariantCulture) ?? Missing;

    /// <summary>A number with three decimals.</summary>
    public static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? Missing;

    /// <summary>A mean, and its spread where there is some.</summary>
    public static string Spread(double? mean, double? deviation) =>
        mean is { } value && deviation is > 0 ? $"{Number(value)} ± {Number(deviation)}" : Number(mean);

    /// <summary>A share as whole per cent.</summary>
    public static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A time in the unit that leaves few digits.</summary>
    public static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => Digits(nanoseconds) + " ns",
        < 1e6 => Digits(nanoseconds / 1e3) + " µs",
        < 1e9 => Digits(nanoseconds / 1e6) + " ms",
        _ => Digits(nanoseconds / 1e9) + " s",
    };

    /// <summary>A large number in the unit that leaves few digits, for example 1.2 M.</summary>
    public static string Short(double value) => value switch
    {
        < 1e4 => Count(value),
        < 1e6 => Digits(value / 1e3) + " k",
        < 1e9 => Digits(value / 1e6) + " M",
        _ => Digits(value / 1e9) + " G",
    };

    /// <summary>Widths joined by dashes.</summary>
    public static string Widths(IEnumerable<int> widths) => string.Join("-", widths.Select(w => w.ToString(CultureInfo.InvariantCulture)));

    private static string Digits(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
