using System.Globalization;

namespace NetSpec.Spec.Writing;

/// <summary>Numbers as text.</summary>
internal static class Numbers
{
    /// <summary>
    /// The shortest text that reads back as the same number, on every runtime (the compiler may run on .NET Framework, whose "R" is not
    /// the shortest). An exponent gets a point and a sign, <c>1.0e-5</c>, because YAML 1.1 readers take <c>1e-5</c> for text.
    /// </summary>
    public static string Shortest(double value)
    {
        var text = value.ToString("G15", CultureInfo.InvariantCulture);
        if (!Same(text, value)) text = value.ToString("G16", CultureInfo.InvariantCulture);
        if (!Same(text, value)) text = value.ToString("G17", CultureInfo.InvariantCulture);
        var at = text.IndexOf('E');
        if (at < 0) return text;
        var mantissa = text.Substring(0, at);
        var exponent = int.Parse(text.Substring(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return mantissa + (mantissa.Contains(".") ? "" : ".0") + "e" + (exponent < 0 ? "-" : "+") + System.Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
    }

    private static bool Same(string text, double value) =>
        double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(value);
}
