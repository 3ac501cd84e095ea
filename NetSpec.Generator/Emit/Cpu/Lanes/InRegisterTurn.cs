using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Transposing as many units as 128 bits hold of a whole block of samples. A vector takes 128 bits of every fourth row (every second of
/// doubles), so that shuffles within 128 bits, the cheapest, are enough: the samples then lie in order.
/// </summary>
internal sealed class InRegisterTurn(VectorTarget target)
{
    private const string X86 = "global::System.Runtime.Intrinsics.X86";

    /// <summary>Units of 128 bits.</summary>
    public int Block => 16 / target.Precision.Bytes;

    /// <summary>The condition, in generated code.</summary>
    public string IsSupported => $"{Class}.IsSupported";

    private string Class => $"{X86}.{target.Bits switch { 512 => "Avx512F", 256 => "Avx", _ => "Sse2" }}";

    // The framework has 128-bit shuffles of floats in another class than those of doubles.
    private string Shuffles => target.Bits == 128 && Block == 4 ? $"{X86}.Sse" : Class;

    /// <summary>Rows of <c>rows</c>, one after another, to lanes of <c>to</c>.</summary>
    public void FromRows(SourceWriter w, int units) => FromRows(w, Text(units), Text(units), Text(target.Lanes), turned => turned);

    /// <summary>Rows of <c>rows</c> to lanes of <c>to</c>, at any distances.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="units">How many units.</param>
    /// <param name="row">From one row to the next.</param>
    /// <param name="toRow">From one unit's lanes to the next.</param>
    /// <param name="stored">What is stored of a unit's lanes.</param>
    public void FromRows(SourceWriter w, string units, string row, string toRow, Func<string, string> stored) => Blocks(w, units, () =>
    {
        w.Line($"{Scalar}* a = rows + unit, b = to + (unit * {toRow});");
        var turned = Turned(w, "a", row);
        for (var j = 0; j < Block; j++) w.Line($"{stored(turned[j])}.StoreAligned(b + {Times(j, toRow)});");
    });

    /// <summary>Prints the loading and turning of a block of units; gives the expressions of their lanes.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="at">The first row.</param>
    /// <param name="row">From one row to the next.</param>
    public string[] Turned(SourceWriter w, string at, string row) => Turned(w, target.Lanes, j => $"{at} + {Times(j, row)}");

    /// <summary>The same of some rows; those past the last are zero.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="rows">How many, at most the lanes of a vector.</param>
    /// <param name="at">Where a row's values of the block lie.</param>
    public string[] Turned(SourceWriter w, int rows, Func<int, string> at)
    {
        // What inserts leave out must be zero.
        var unsafely = rows == target.Lanes ? "Unsafe" : "";
        var widened = target.Bits switch { 512 => $".ToVector256{unsafely}().ToVector512{unsafely}()", 256 => $".ToVector256{unsafely}()", _ => "" };
        for (var j = 0; j < Block; j++)
        {
            w.Line($"var r{j} = {(j < rows ? $"Vector128.Load({at(j)}){widened}" : target.Zero)};");
            for (var p = 1; p < target.Bits / 128 && (p * Block) + j < rows; p++) w.Line($"r{j} = {Class}.InsertVector128(r{j}, Vector128.Load({at((p * Block) + j)}), {p});");
        }
        return Shuffle(w);
    }

    /// <inheritdoc cref="Turned(SourceWriter, string, string)"/>
    public string[] Turned(SourceWriter w, string at, int row) => Turned(w, at, Text(row));

    /// <summary>Lanes of <c>lanes</c> to rows of <c>to</c>.</summary>
    public void ToRows(SourceWriter w, int row) => Blocks(w, "units", () =>
    {
        w.Line($"{Scalar}* a = lanes + (unit * {target.Lanes}), b = to + unit;");
        for (var j = 0; j < Block; j++) w.Line($"var r{j} = {target.Static}.LoadAligned(a + {j * target.Lanes});");
        var turned = Shuffle(w);
        for (var j = 0; j < Block; j++)
        {
            w.Line($"var t{j} = {turned[j]};");
            for (var p = 0; p < target.Bits / 128; p++) w.Line($"{Part($"t{j}", target.Bits, p)}.Store(b + {((p * Block) + j) * row});");
        }
    });

    /// <summary>What turns lanes in registers into rows, in pieces that other code may stand between.</summary>
    /// <param name="lane">Name of a unit's lanes.</param>
    /// <param name="units">How many units.</param>
    /// <param name="to">The first row.</param>
    /// <param name="row">From one row to the next.</param>
    public IEnumerable<Action<SourceWriter>> PiecesToRows(Func<int, string> lane, int units, string to, int row)
    {
        for (var unit = 0; unit < units; unit += Block)
        {
            var first = Math.Min(unit, units - Block);
            string[] names = [.. Enumerable.Range(first, Block).Select(lane)];
            foreach (var half in new[] { 0, 1 })
            {
                yield return w =>
                {
                    using (w.Block($"if ({IsSupported})"))
                    {
                        var turned = Half(w, names, half);
                        for (var j = 0; j < turned.Length; j++)
                        {
                            w.Line($"var t{j} = {turned[j]};");
                            for (var p = 0; p < target.Bits / 128; p++) w.Line($"{Part($"t{j}", target.Bits, p)}.Store({to} + {((((p * Block) + (half * Block / 2) + j) * row) + first)});");
                        }
                    }
                };
            }
        }
    }

    // The first samples of each 128 bits, or the last.
    private string[] Half(SourceWriter w, string[] names, int half)
    {
        var unpack = $"{Shuffles}.Unpack{(half == 0 ? "Low" : "High")}";
        if (Block == 2) return [$"{unpack}({names[0]}, {names[1]})"];
        w.Line($"var half01 = {unpack}({names[0]}, {names[1]});");
        w.Line($"var half23 = {unpack}({names[2]}, {names[3]});");
        return [Halves("half", "0x44"), Halves("half", "0xEE")];
    }

    // The last block reaches back, so that none is partial.
    private void Blocks(SourceWriter w, string units, Action print)
    {
        using (w.Block("for (nint unit = 0; ;)"))
        {
            print();
            w.Line($"if (unit == {units} - {Block}) break;");
            w.Line($"unit = global::System.Math.Min(unit + {Block}, {units} - {Block});");
        }
    }

    private string[] Shuffle(SourceWriter w)
    {
        if (Block == 2) return [$"{Shuffles}.UnpackLow(r0, r1)", $"{Shuffles}.UnpackHigh(r0, r1)"];
        foreach (var (name, half) in new[] { ("low", "Low"), ("high", "High") })
        {
            w.Line($"var {name}01 = {Shuffles}.Unpack{half}(r0, r1);");
            w.Line($"var {name}23 = {Shuffles}.Unpack{half}(r2, r3);");
        }
        return [Halves("low", "0x44"), Halves("low", "0xEE"), Halves("high", "0x44"), Halves("high", "0xEE")];
    }

    private string Halves(string name, string which) => $"{Shuffles}.Shuffle({name}01, {name}23, {which})";

    private static string Part(string vector, int bits, int part)
    {
        if (bits == 128) return vector;
        var half = bits / 256;
        return Part($"{vector}.{(part < half ? "GetLower" : "GetUpper")}()", bits / 2, part % half);
    }

    // Constant distances cost no registers.
    private static string Times(int count, string distance) =>
        int.TryParse(distance, NumberStyles.None, CultureInfo.InvariantCulture, out var constant) ? Text(count * constant) : $"({count} * {distance})";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Scalar => target.Precision.Keyword;
}
