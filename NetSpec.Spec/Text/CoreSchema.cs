using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace NetSpec.Spec.Text;

/// <summary>How YAML 1.2's core schema reads a plain scalar: <c>true</c> is a boolean, <c>yes</c> is text, <c>0x10</c> is 16.</summary>
internal static class CoreSchema
{
    private static readonly Regex _decimal = new("^[-+]?[0-9]+$", RegexOptions.CultureInvariant);
    private static readonly Regex _octal = new("^0o[0-7]+$", RegexOptions.CultureInvariant);
    private static readonly Regex _hexadecimal = new("^0x[0-9a-fA-F]+$", RegexOptions.CultureInvariant);
    private static readonly Regex _float = new(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant);
    private static readonly Regex _infinity = new(@"^[-+]?\.(inf|Inf|INF)$", RegexOptions.CultureInvariant);

    // A size needs 10 digits; parsing a million of them would take quadratic time.
    private const int LongestInteger = 40;

    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    public static bool IsText(string text) => !IsNull(text) && !TryBoolean(text, out _) && !IsInteger(text) && !TryNumber(text, out _);

    public static bool IsInteger(string text) => _decimal.IsMatch(text) || _octal.IsMatch(text) || _hexadecimal.IsMatch(text);

    public static bool TryBoolean(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }

    /// <summary>Reads a whole number; one beyond 64 bits comes back as the nearest that fits, which every limit refuses.</summary>
    public static bool TryInteger(string text, out long value)
    {
        value = 0;
        if (!IsInteger(text)) return false;
        var number = _decimal.IsMatch(text) ? Decimal(text) : Radix(text);
        value = number > long.MaxValue ? long.MaxValue : number < long.MinValue ? long.MinValue : (long)number;
        return true;
    }

    public static bool TryNumber(string text, out double value)
    {
        value = double.NaN;
        if (text is ".nan" or ".NaN" or ".NAN") return true;
        if (_infinity.IsMatch(text))
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        if (TryInteger(text, out var integer))
        {
            value = integer;
            return !_decimal.IsMatch(text) || Parse(text, out value);
        }
        return _float.IsMatch(text) && Parse(text, out value);
    }

    private static bool Parse(string text, out double value)
    {
        // .NET Framework, on which the compiler may run, fails on overflow where .NET gives infinity.
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return true;
    }

    private static BigInteger Decimal(string text) =>
        text.Length > LongestInteger
            ? (text[0] == '-' ? long.MinValue : long.MaxValue)
            : BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static BigInteger Radix(string text)
    {
        if (text.Length > LongestInteger) return long.MaxValue;
        var radix = text[1] == 'o' ? 8 : 16;
        var number = BigInteger.Zero;
        foreach (var c in text.Substring(2))
            number = (number * radix) + int.Parse(c.ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return number;
    }
}
