namespace NetSpec.Pruning;

/// <summary>Rounding to as many digits as a picture shows, so that files stay small.</summary>
internal static class Digits
{
    /// <summary>A number with so many significant digits.</summary>
    public static double Round(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value)) return 0;
        return double.Parse(value.ToString("E" + (digits - 1), System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Each of some numbers.</summary>
    public static double[] Round(IEnumerable<double> values, int digits) => [.. values.Select(v => Round(v, digits))];
}
