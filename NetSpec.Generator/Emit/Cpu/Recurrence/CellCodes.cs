using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>The one table of cells; the formulas are PyTorch's.</summary>
internal static class CellCodes
{
    private static readonly Dictionary<RecurrentCell, CellCode> Table = new[] { Rnn(), Gru(), Lstm() }.ToDictionary(c => c.Cell);

    /// <summary>How a cell is printed.</summary>
    public static CellCode Of(RecurrentCell cell) => Table[cell];

    private static CellCode Rnn() => new(
        RecurrentCell.Rnn,
        p => p.Store($"Tanh({p.Load("x")} + {p.Load("s")})", "h"),
        p => $"""
            var y = {p.Load("h")};
            {p.Store($"{p.Load("dh")} * ({p.One} - (y * y))", "dx")}
            """);

    // Gates r, z, n: n = tanh(x_n + r s_n), h = (1 - z) n + z p.
    private static CellCode Gru() => new(
        RecurrentCell.Gru,
        p => $"""
            var r = {p.Load("x")} + {p.Load("s")};
            var z = {p.Load("x", 1)} + {p.Load("s", 1)};
            GruGates(ref r, ref z);
            var n = Tanh({p.Load("x", 2)} + (r * {p.Load("s", 2)}));
            {p.Store("r", "x")}
            {p.Store("z", "x", 1)}
            {p.Store("n", "x", 2)}
            {p.Store($"n + (z * ({p.Load("p")} - n))", "h")}
            """,
        p => $"""
            var r = {p.Load("x")};
            var z = {p.Load("x", 1)};
            var n = {p.Load("x", 2)};
            var d = {p.Load("dh")};
            var dn = d * ({p.One} - z) * ({p.One} - (n * n));
            var dz = d * ({p.Load("p")} - n) * z * ({p.One} - z);
            var dr = dn * {p.Load("s", 2)} * r * ({p.One} - r);
            {p.Store("dr", "dx")}
            {p.Store("dz", "dx", 1)}
            {p.Store("dn", "dx", 2)}
            {p.Store("dr", "ds")}
            {p.Store("dz", "ds", 1)}
            {p.Store("dn * r", "ds", 2)}
            if (hasPrevious) {p.Store($"{p.Load("dp")} + (d * z)", "dp")}
            """)
    { Gates = [("r", false), ("z", false)] };

    // Gates i, f, g, o: c = f q + i g, h = o tanh(c).
    private static CellCode Lstm() => new(
        RecurrentCell.Lstm,
        p => $"""
            var input = {p.Load("x")} + {p.Load("s")};
            var forget = {p.Load("x", 1)} + {p.Load("s", 1)};
            var candidate = {p.Load("x", 2)} + {p.Load("s", 2)};
            var output = {p.Load("x", 3)} + {p.Load("s", 3)};
            LstmGates(ref input, ref forget, ref candidate, ref output);
            var cell = (forget * {p.Load("q")}) + (input * candidate);
            {p.Store("input", "x")}
            {p.Store("forget", "x", 1)}
            {p.Store("candidate", "x", 2)}
            {p.Store("output", "x", 3)}
            {p.Store("cell", "c")}
            {p.Store("output * Tanh(cell)", "h")}
            """,
        p => $"""
            var input = {p.Load("x")};
            var forget = {p.Load("x", 1)};
            var candidate = {p.Load("x", 2)};
            var output = {p.Load("x", 3)};
            var d = {p.Load("dh")};
            var t = Tanh({p.Load("c")});
            var dm = {p.Load("dc")} + (d * output * ({p.One} - (t * t)));
            {p.Store($"dm * candidate * input * ({p.One} - input)", "dx")}
            {p.Store($"dm * {p.Load("q")} * forget * ({p.One} - forget)", "dx", 1)}
            {p.Store($"dm * input * ({p.One} - (candidate * candidate))", "dx", 2)}
            {p.Store($"d * t * output * ({p.One} - output)", "dx", 3)}
            {p.Store("dm * forget", "dc")}
            """)
    { Gates = [("input", false), ("forget", false), ("candidate", true), ("output", false)] };
}
