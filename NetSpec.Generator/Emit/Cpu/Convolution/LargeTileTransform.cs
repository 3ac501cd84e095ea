using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// F(4x4, 3x3) with the points 0, +-a, +-b and infinity, a = sqrt(1/2) and b = sqrt(2). The rows of a matrix for a point and its negative
/// share their even and their odd part, so that six values take a dozen operations. Of the 36 values of a tile as many as the registers
/// hold are at hand: a pair of points at a time, for which inputs are loaded again, since loads wait for nothing here.
/// </summary>
internal sealed class LargeTileTransform() : WinogradTransform(WinogradTile.Large)
{
    public override string KernelMatrix => "1 0 0, -2/3 -+2a/3 -1/3, 1/6 +-b/6 1/3, 0 0 1 with a = sqrt(1/2), b = sqrt(2), and a row for either sign";

    public override string InputMatrix => "1 0 -5/2 0 1 0, 0 -+b -2 +-a 1 0, 0 -+a -1/2 +-b 1 0, 0 1 0 -5/2 0 1 with a = sqrt(1/2), b = sqrt(2), and a row for either sign";

    public override string OutputMatrix => "1 1 1 1 1 0, 0 a -a b -b 0, 0 1/2 1/2 2 2 0, 0 a/2 -a/2 2b -2b 1 with a = sqrt(1/2), b = sqrt(2)";

    public override void KernelConstants(SourceWriter w, VectorTarget v) => w.Line(
        $"{v.Type} half = {v.Number(0.5)}, two = {v.Number(2)}, a = {v.Number(Math.Sqrt(0.5))}, b = {v.Number(Math.Sqrt(2))}, nearScale = {v.Number(-2.0 / 3)}, farScale = {v.Number(1.0 / 6)};");

    public override void Kernels(SourceWriter w, VectorTarget v, Func<int, string> to)
    {
        for (var column = 0; column < 3; column++)
        {
            for (var row = 0; row < 3; row++) w.Line($"var g{row}{column} = {v.Static}.LoadAligned(g + ({(row * 3) + column} * step));");
            Points(w, v, $"g0{column}", $"g1{column}", $"g2{column}", $"{column}", (value, row) => w.Line($"var h{row}{column} = {value};"));
        }
        for (var row = 0; row < 6; row++)
        {
            using (w.Block())
                Points(w, v, $"h{row}0", $"h{row}1", $"h{row}2", "", (value, place) => w.Line($"({value}).StoreAligned({to((row * 6) + place)});"));
        }
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

    protected override void InputConstants(SourceWriter w, VectorTarget v) => w.Line(
        $"{v.Type} outer = {v.Number(-2.5)}, near = {v.Number(-2)}, far = {v.Number(-0.5)}, a = {v.Number(Math.Sqrt(0.5))}, b = {v.Number(Math.Sqrt(2))}, minusA = {v.Number(-Math.Sqrt(0.5))}, minusB = {v.Number(-Math.Sqrt(2))};");

    protected override void Inputs(SourceWriter w, VectorTarget v, Action<string, int> store)
    {
        foreach (var rows in new[] { new[] { 0 }, [1, 2], [3, 4], [5] })
        {
            using (w.Block())
            {
                for (var column = 0; column < 6; column++)
                    Values(w, v, rows, row => Load(v, row, column), $"{column}", (value, row) => w.Line($"var t{row}{column} = {value};"));
                foreach (var row in rows)
                {
                    foreach (var places in new[] { new[] { 0 }, [1, 2], [3, 4], [5] })
                        Values(w, v, places, column => $"t{row}{column}", $"Of{row}", (value, place) => store(value, (row * 6) + place));
                }
            }
        }
    }

    // One row of B', or the two of a point and its negative, times six values.
    private static void Values(SourceWriter w, VectorTarget v, int[] rows, Func<int, string> d, string name, Action<string, int> use)
    {
        if (rows.Length == 1)
        {
            var first = rows[0] == 0 ? 0 : 1;
            use(Fma(v, "outer", d(first + 2), $"{d(first)} + {d(first + 4)}"), rows[0]);
            return;
        }
        var (point, distance) = rows[0] == 1 ? ("near", "a") : ("far", "b");
        w.Line($"{v.Type} {point}Even{name} = {Fma(v, point, d(2), d(4))}, {point}Odd{name} = {Fma(v, point, d(1), d(3))};");
        use(Fma(v, distance, $"{point}Odd{name}", $"{point}Even{name}"), rows[0]);
        use(Fma(v, $"minus{distance.ToUpperInvariant()}", $"{point}Odd{name}", $"{point}Even{name}"), rows[1]);
    }

    // G times three values.
    private static void Points(SourceWriter w, VectorTarget v, string g0, string g1, string g2, string name, Action<string, int> use)
    {
        w.Line($"{v.Type} near{name} = {Fma(v, "half", g2, g0)}, far{name} = {Fma(v, "two", g2, g0)};");
        use(g0, 0);
        use($"{Fma(v, "a", g1, $"near{name}")} * nearScale", 1);
        use($"(near{name} - (a * {g1})) * nearScale", 2);
        use($"{Fma(v, "b", g1, $"far{name}")} * farScale", 3);
        use($"(far{name} - (b * {g1})) * farScale", 4);
        use(g2, 5);
    }

    private static string Fma(VectorTarget v, string x, string y, string plus) => $"{v.Static}.FusedMultiplyAdd({x}, {y}, {plus})";
}
