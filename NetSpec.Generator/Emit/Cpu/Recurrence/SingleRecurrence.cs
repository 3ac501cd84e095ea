using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// One step of one sample: the product of a few units' gates stays in registers, and the cell takes it from there. The products are added in
/// the order of the tiles, so that a sample gives the same bits alone and among others.
/// </summary>
internal static class SingleRecurrence
{
    /// <summary>Whether the sums of two vectors of units are enough of them to hide the latency of a multiply-add.</summary>
    public static bool Suits(RecurrentCell cell) => cell.Gates >= 3;

    /// <summary>Asks for the method that computes a step and returns its name.</summary>
    public static string Units(RecurrentCell cell, KernelContext k)
    {
        var v = k.Target;
        var name = $"{cell.Name}Step";
        var rows = string.Join(", ", (cell.HasMemory ? new[] { "x", "s", "p", "h", "q", "c" } : ["x", "s", "p", "h"]).Select(r => $"{k.Scalar}* {r}"));
        // Columns that lie in one panel whatever the units: 16, and 32 where gates begin with a panel.
        var wide = 2 * v.Lanes > 16;
        foreach (var vectors in wide ? new[] { 2, 1 } : [2]) Group(cell, k, name, vectors, rows);
        return k.Need(name, w =>
        {
            w.Line("// Every other step walks back, so that half of the weight is still in the first-level cache from the step before.");
            w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (w.Block($"public static void {name}(in Recurrence all, int step, int inputs, int units, {rows})"))
            {
                var arguments = $"(all, inputs, units, {(cell.HasMemory ? "x, s, p, h, q, c" : "x, s, p, h")}, (step & 1) == 0 ? i : units - group - i);";
                w.Line(wide ? $"var group = units % 32 == 0 ? {2 * v.Lanes} : {v.Lanes};" : $"const int group = {2 * v.Lanes};");
                using (w.Block("for (var i = 0; i < units; i += group)"))
                {
                    if (wide)
                    {
                        w.Line($"if (group == {v.Lanes}) {name}1{arguments}");
                        w.Line($"else {name}2{arguments}");
                    }
                    else
                    {
                        w.Line($"{name}2{arguments}");
                    }
                }
            }
        });
    }

    private static void Group(RecurrentCell cell, KernelContext k, string name, int vectors, string rows) => k.Need(name + vectors, w =>
    {
        var v = k.Target;
        var (gates, columns) = (Enumerable.Range(0, cell.Gates).ToList(), Enumerable.Range(0, vectors).ToList());
        w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (w.Block($"public static void {name}{vectors}(in Recurrence all, int inputs, int units, {rows}, int first)"))
        {
            foreach (var g in gates)
            {
                w.Line($"{v.Type} {string.Join(", ", columns.Select(c => $"s{g}_{c} = {v.Zero}"))};");
                w.Line($"nint column{g} = first + ({g} * units);");
                w.Line($"{k.Scalar}* b{g} = all.Weight + ((column{g} & ~31) * all.Hidden) + (column{g} & 31);");
            }
            w.Line($"{k.Scalar}* a = p;");
            using (w.Block("for (; inputs > 0; inputs--)"))
            {
                w.Line($"var state = {v.Static}.Create(*a++);");
                foreach (var g in gates)
                    w.Line(string.Join(" ", columns.Select(c => $"s{g}_{c} = {v.Static}.FusedMultiplyAdd(state, {v.Static}.LoadAligned(b{g}{At(c, v)}), s{g}_{c});")));
                w.Line(string.Join(" ", gates.Select(g => $"b{g} += 32;")));
            }
            foreach (var c in columns)
            {
                using (w.Block())
                {
                    w.Line($"var i = first{At(c, v)};");
                    foreach (var g in gates)
                    {
                        w.Line($"s{g}_{c} += {v.Static}.LoadAligned(all.Bias + ({g} * units) + i);");
                        if (cell.KeepsSums) w.Line($"s{g}_{c}.StoreAligned(s + ({g} * units) + i);");
                    }
                    w.Lines(CellCodes.Of(cell).Forward(new CellPrinter(v, g => $"s{g}_{c}")));
                }
            }
        }
    });

    private static string At(int vector, VectorTarget v) => vector == 0 ? "" : $" + {vector * v.Lanes}";
}
