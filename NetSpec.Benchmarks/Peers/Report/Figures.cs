using System.Globalization;

namespace NetSpec.Benchmarks.Peers;

/// <summary>Numbers for people: three digits.</summary>
internal static class Figures
{
    public static string Time(double nanoseconds) => Math.Abs(nanoseconds) switch
    {
        < 1e3 => Digits(nanoseconds) + " ns",
        < 1e6 => Digits(nanoseconds / 1e3) + " us",
        _ => Digits(nanoseconds / 1e6) + " ms",
    };

    public static string Times(double ratio) => Digits(ratio) + "x";

    public static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string Digits(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
