using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// F(4x4, 3x3) with the points 0, +-a, +-b and infinity, a = sqrt(1/2) and b = sqrt(2). The rows of a matrix for a point and its negative
/// share their even and their odd part, so that six values take a dozen operations. A tile's 36 values, more than the registers hold, lie on
/// the stack between the columns' pass and the rows': as many loads as unrolled code had, and a fifth of its text.
/// </summary>
internal sealed class LargeTileTransform() : WinogradTransform(WinogradTile.Large)
{
    private const string Inlined = "[MethodImpl(MethodImplOptions.AggressiveInlining)]";

    public override string KernelMatrix => "1 0 0, -2/3 -+2a/3 -1/3, 1/6 +-b/6 1/3, 0 0 1 with a = sqrt(1/2), b = sqrt(2), and a row for either sign";

    public override string InputMatrix => "1 0 -5/2 0 1 0, 0 -+b -2 +-a 1 0, 0 -+a -1/2 +-b 1 0, 0 1 0 -5/2 0 1 with a = sqrt(1/2), b = sqrt(2), and a row for either sign";

    public override string OutputMatrix => "1 1 1 1 1 0, 0 a -a b -b 0, 0 1/2 1/2 2 2 0, 0 a/2 -a/2 2b -2b 1 with a = sqrt(1/2), b = sqrt(2)";

    public override void Methods(KernelContext k)
    {
        var v = k.Target;
        k.Need("WinogradLargePoints", w =>
        {
            w.Line("// G times three vectors, to six places.");
            w.Line(Inlined);
            using (w.Block($"private static void WinogradLargePoints({v.Type} g0, {v.Type} g1, {v.Type} g2, {k.Scalar}* to, nint step)"))
                Points(w, v);
        });
        k.Need("WinogradLargeValues", w =>
        {
            w.Line("// B' times six vectors, to six places.");
            w.Line(Inlined);
            using (w.Block($"private static void WinogradLargeValues({string.Join(", ", Enumerable.Range(0, 6).Select(i => $"{v.Type} d{i}"))}, {k.Scalar}* to, nint step)"))
                Values(w, v);
        });
    }

    public override void KernelConstants(SourceWriter w, VectorTarget v) => OnStack(w, v, "h", 18);

    public override void Kernels(SourceWriter w, VectorTarget v, Func<int, string> to)
    {
        string Taps(string first, string step) => string.Join(", ", Enumerable.Range(0, 3).Select(i => $"{v.Static}.LoadAligned({first} + ({i} * {step}))"));
        w.Line($"for (var column = 0; column < 3; column++) WinogradLargePoints({Taps("g + (column * step)", "3 * step")}, h + (column * {v.Lanes}), {3 * v.Lanes});");
        w.Line($"for (var row = 0; row < 6; row++) WinogradLargePoints({Taps($"h + (row * {3 * v.Lanes})", $"{v.Lanes}")}, {to(0)} + (row * 6 * step), step);");
    }

    public override void Results(SourceWriter w, VectorTarget v, Func<int, string> from, Action<int, int, string> use)
    {
        w.Line($"{v.Type} half = {v.Number(0.5)}, two = {v.Number(2)}, a = {v.Number(Math.Sqrt(0.5))}, cubeOfA = {v.Number(Math.Sqrt(0.125))}, cubeOfB = {v.Number(Math.Sqrt(8))};");
        string Load(int row, int column) => $"{v.Static}.LoadAligned({from((row * 6) + column)})";
        // Lines 0 and 2 are the even part of the columns, lines 1 and 3 the odd one.
        for (var column = 0; column < 6; column++)
        {
            w.Line($"{v.Type} near{column} = {Load(1, column)}, nearMinus{column} = {Load(2, column)}, far{column} = {Load(3, column)}, farMinus{column} = {Load(4, column)};");
            w.Line($"{v.Type} p{column} = near{column} + nearMinus{column}, q{column} = far{column} + farMinus{column}, r{column} = near{column} - nearMinus{column}, s{column} = far{column} - farMinus{column};");
            w.Line($"var t0{column} = {Load(0, column)} + p{column} + q{column}; var t2{column} = {Fma(v, "two", $"q{column}", $"half * p{column}")};");
            w.Line($"var t1{column} = a * {Fma(v, "two", $"s{column}", $"r{column}")}; var t3{column} = {Fma(v, "cubeOfA", $"r{column}", Fma(v, "cubeOfB", $"s{column}", Load(5, column)))};");
        }
        for (var line = 0; line < 4; line++)
        {
            string T(int column) => $"t{line}{column}";
            w.Line($"{v.Type} even{line} = {T(1)} + {T(2)}, evenFar{line} = {T(3)} + {T(4)}, odd{line} = {T(1)} - {T(2)}, oddFar{line} = {T(3)} - {T(4)};");
            use(line, 0, $"{T(0)} + even{line} + evenFar{line}");
            use(line, 1, $"a * {Fma(v, "two", $"oddFar{line}", $"odd{line}")}");
            use(line, 2, Fma(v, "two", $"evenFar{line}", $"half * even{line}"));
            use(line, 3, Fma(v, "cubeOfA", $"odd{line}", Fma(v, "cubeOfB", $"oddFar{line}", T(5))));
        }
    }

    protected override void InputConstants(SourceWriter w, VectorTarget v) => OnStack(w, v, "t", 36);

    protected override void Inputs(SourceWriter w, VectorTarget v, Func<int, string> place)
    {
        var column = string.Join(", ", Enumerable.Range(0, 6).Select(row => $"{v.Static}.LoadAligned(d{row} + i + (column * pixel))"));
        var row = string.Join(", ", Enumerable.Range(0, 6).Select(i => $"{v.Static}.LoadAligned(t + (row * {6 * v.Lanes}) + {i * v.Lanes})"));
        w.Line($"for (nint column = 0; column < 6; column++) WinogradLargeValues({column}, t + (column * {v.Lanes}), {6 * v.Lanes});");
        w.Line($"for (nint row = 0; row < 6; row++) WinogradLargeValues({row}, {place(0)} + (row * 6 * step), step);");
    }

    // Rows of B' for a point and its negative share their even and their odd part.
    private static void Values(SourceWriter w, VectorTarget v)
    {
        w.Line($"{v.Type} outer = {v.Number(-2.5)}, near = {v.Number(-2)}, far = {v.Number(-0.5)}, a = {v.Number(Math.Sqrt(0.5))}, b = {v.Number(Math.Sqrt(2))};");
        w.Line($"{v.Type} nearEven = {Fma(v, "near", "d2", "d4")}, nearOdd = {Fma(v, "near", "d1", "d3")};");
        w.Line($"{v.Type} farEven = {Fma(v, "far", "d2", "d4")}, farOdd = {Fma(v, "far", "d1", "d3")};");
        Store(w, Fma(v, "outer", "d2", "d0 + d4"), 0);
        Store(w, Fma(v, "a", "nearOdd", "nearEven"), 1);
        Store(w, Fma(v, $"{v.Number(-Math.Sqrt(0.5))}", "nearOdd", "nearEven"), 2);
        Store(w, Fma(v, "b", "farOdd", "farEven"), 3);
        Store(w, Fma(v, $"{v.Number(-Math.Sqrt(2))}", "farOdd", "farEven"), 4);
        Store(w, Fma(v, "outer", "d3", "d1 + d5"), 5);
    }

    private static void Points(SourceWriter w, VectorTarget v)
    {
        w.Line($"{v.Type} half = {v.Number(0.5)}, two = {v.Number(2)}, a = {v.Number(Math.Sqrt(0.5))}, b = {v.Number(Math.Sqrt(2))}, nearScale = {v.Number(-2.0 / 3)}, farScale = {v.Number(1.0 / 6)};");
        w.Line($"{v.Type} near = {Fma(v, "half", "g2", "g0")}, far = {Fma(v, "two", "g2", "g0")};");
        Store(w, "g0", 0);
        Store(w, $"{Fma(v, "a", "g1", "near")} * nearScale", 1);
        Store(w, "(near - (a * g1)) * nearScale", 2);
        Store(w, $"{Fma(v, "b", "g1", "far")} * farScale", 3);
        Store(w, "(far - (b * g1)) * farScale", 4);
        Store(w, "g2", 5);
    }

    private static void Store(SourceWriter w, string value, int place) => w.Line($"({value}).StoreAligned(to + ({place} * step));");

    // Vectors between two passes; the stack is aligned to 16 bytes alone.
    private static void OnStack(SourceWriter w, VectorTarget v, string name, int vectors)
    {
        w.Line($"{v.Precision.Keyword}* {name}Memory = stackalloc {v.Precision.Keyword}[{(vectors * v.Lanes) + 16}];");
        w.Line($"{v.Precision.Keyword}* {name} = ({v.Precision.Keyword}*)(((nint){name}Memory + 63) & ~63);");
    }

    private static string Fma(VectorTarget v, string x, string y, string plus) => $"{v.Static}.FusedMultiplyAdd({x}, {y}, {plus})";
}
