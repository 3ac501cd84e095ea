using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>x * scale + shift, each one number or one a unit.</summary>
internal sealed record Affine(ImmutableArray<double> Scale, ImmutableArray<double> Shift)
{
    public static Affine Times(params ReadOnlySpan<double> scale) => new([.. scale], [0]);

    public static Affine Plus(params ReadOnlySpan<double> shift) => new([1], [.. shift]);

    /// <summary>Whether every scale is above 0, as a normalize needs it.</summary>
    public bool IsPositive => Scale.All(s => s > 0 && double.IsFinite(1 / s));

    public bool IsIdentity => Scale.All(s => (float)s == 1) && Shift.All(s => (float)s == 0);

    /// <summary>This one first, then another.</summary>
    public Affine Then(Affine next) => new(
        Join(Scale, next.Scale, (a, b) => a * b),
        Join(Join(Shift, next.Scale, (a, b) => a * b), next.Shift, (a, b) => a + b));

    /// <summary>What a normalize states: (x - mean) / std.</summary>
    public (ImmutableArray<double> Mean, ImmutableArray<double> Std) AsNormalize() =>
        (Short(Join(Shift, Scale, (shift, scale) => shift == 0 ? 0 : -shift / scale)), Short([.. Scale.Select(s => 1 / s)]));

    /// <summary>The number of a unit.</summary>
    public static double At(ImmutableArray<double> numbers, int unit) => numbers[numbers.Length == 1 ? 0 : unit];

    private static ImmutableArray<double> Join(ImmutableArray<double> a, ImmutableArray<double> b, Func<double, double, double> join) =>
        [.. Enumerable.Range(0, Math.Max(a.Length, b.Length)).Select(i => join(At(a, i), At(b, i)))];

    // Numbers of a spec are read as single precision, so the shortest text of that precision says the same; equal ones are said once.
    private static ImmutableArray<double> Short(ImmutableArray<double> numbers)
    {
        ImmutableArray<double> rounded = [.. numbers.Select(Numerals.Shortest)];
        return rounded.Distinct().Count() == 1 ? [rounded[0]] : rounded;
    }
}
