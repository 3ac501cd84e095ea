using System.Globalization;

namespace NetSpec.Onnx;

/// <summary>Numbers as a person would write them.</summary>
internal static class Numerals
{
    /// <summary>For messages: the same in every culture.</summary>
    public static string Text(double value) => Shortest(value).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The shortest decimal number that rounds to the same single: 0.1, not 0.10000000149011612.</summary>
    public static double Shortest(double value) =>
        double.Parse(((float)value).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
