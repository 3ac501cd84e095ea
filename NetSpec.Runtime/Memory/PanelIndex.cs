namespace NetSpec;

/// <summary>
/// Where a value of a dense weight lies: in panels of 32 units, one of 16 at the end where that is enough; in a panel by input, then unit. The
/// generator is compiled with this file too.
/// </summary>
internal static class PanelIndex
{
    /// <summary>The index of a weight.</summary>
    /// <param name="unit">The unit that it leads to.</param>
    /// <param name="input">The input that it multiplies.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="padded">Number of units, rounded up to a multiple of 16.</param>
    public static int Of(int unit, int input, int inputs, int padded)
    {
        var start = unit / 32 * 32;
        return (start * inputs) + (input * System.Math.Min(32, padded - start)) + (unit - start);
    }
}
