using System.Globalization;

namespace NetSpec.Generator;

/// <summary>The element type of a build: float for use, double for finite differences of the same code.</summary>
internal sealed record Precision(string Keyword, int Bytes, string Suffix)
{
    public static readonly Precision Single = new("float", 4, "f");
    public static readonly Precision Double = new("double", 8, "d");

    /// <summary>A number as the shortest literal that round-trips in this type.</summary>
    public string Literal(double value)
    {
        if (double.IsPositiveInfinity(value)) return Keyword + ".PositiveInfinity";
        var digits = this == Single ? ((float)value).ToString("R", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);
        return digits + Suffix;
    }
}
