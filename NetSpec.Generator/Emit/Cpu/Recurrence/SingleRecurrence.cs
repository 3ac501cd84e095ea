using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// The steps of one sample: the product of a few units' gates stays in registers, and the cell takes it from there. The products are added in
/// the order of the tiles, so that a sample gives the same bits alone and among others.
/// </summary>
internal static class SingleRecurrence
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Whether the sums of two vectors of units are enough of them to hide the latency of a multiply-add.</summary>
    public static bool Suits(RecurrentCell cell) => cell.Gates >= 3;

    /// <summary>Asks for the method that computes every step and returns its name.</summary>
    public static string Steps(RecurrentCell cell, KernelContext k)
    {
        var v = k.Target;
        var name = $"{cell.Name}Alone";
        // Columns that lie in one panel whatever the units: 16, and 32 where gates begin with a panel.
        var wide = 2 * v.Lanes > 16;
        foreach (var vectors in wide ? new[] { 2, 1 } : [2]) Walk(cell, k, name, vectors);
        return k.Need(name, w =>
        {
            using (w.Block($"public static void {name}(in Recurrence all)"))
            {
                if (wide) w.Line($"if (((all.Hidden + 15) & 16) != 0) {name}1(all);");
                w.Line($"{(wide ? "else " : "")}{name}2(all);");
            }
        });
    }

    private static void Walk(RecurrentCell cell, KernelContext k, string name, int vectors) => k.Need(name + vectors, w =>
    {
        w.Line("// Every other step walks back, so that what it read last is still in the first-level cache.");
        w.Line(Optimized);
        using (w.Block($"public static void {name}{vectors}(in Recurrence all)"))
        {
            var group = vectors * k.Target.Lanes;
            w.Line("int units = (all.Hidden + 15) & ~15, inputs = all.StartsAtZero ? 0 : all.Hidden;");
            w.Line($"{k.Scalar}* p = all.Start, x = all.Gates, s = all.Sums, h = all.States;");
            if (cell.HasMemory) w.Line($"{k.Scalar}* q = all.Start + units, c = all.Memory;");
            using (w.Block("for (var step = 0; step < all.Steps; step++)"))
            {
                using (w.Block($"for (var at = 0; at < units; at += {group})"))
                {
                    w.Line($"var first = (step & 1) == 0 ? at : units - {group} - at;");
                    foreach (var g in Enumerable.Range(0, cell.Gates))
                        w.Line($"{k.Target.Type} {string.Join(", ", Enumerable.Range(0, vectors).Select(c => $"{Sum(g, c)} = {k.Target.Zero}"))};");
                    Products(w, cell, k, vectors);
                    for (var c = 0; c < vectors; c++)
                    {
                        using (w.Block()) CellOf(w, cell, k, c);
                    }
                }
                w.Line("p = h; inputs = all.Hidden;");
                w.Line($"x += all.GatesRow; h += all.StatesRow;{(cell.KeepsSums ? " s += all.SumsRow;" : "")}{(cell.HasMemory ? " q = c; c += all.MemoryRow;" : "")}");
            }
        }
    });

    private static void Products(SourceWriter w, RecurrentCell cell, KernelContext k, int vectors)
    {
        var v = k.Target;
        var gates = Enumerable.Range(0, cell.Gates).ToList();
        foreach (var g in gates)
        {
            w.Line($"nint column{g} = first + ({g} * units);");
            w.Line($"{k.Scalar}* b{g} = all.Weight + ((column{g} & ~31) * all.Hidden) + (column{g} & 31);");
        }
        w.Line($"{k.Scalar}* a = p;");
        using (w.Block("for (var left = inputs; left > 0; left--)"))
        {
            w.Line($"var state = {v.Static}.Create(*a++);");
            foreach (var g in gates) w.Line(MultiplyAdd(v, g, vectors));
            w.Line(string.Join(" ", gates.Select(g => $"b{g} += 32;")));
        }
    }

    // Adds the recurrent bias and runs the cell for one vector of units.
    private static void CellOf(SourceWriter w, RecurrentCell cell, KernelContext k, int vector)
    {
        var v = k.Target;
        w.Line($"var i = first{At(vector * v.Lanes)};");
        for (var g = 0; g < cell.Gates; g++)
        {
            w.Line($"{Sum(g, vector)} += {v.Static}.LoadAligned(all.Bias + ({g} * units) + i);");
            if (cell.KeepsSums) w.Line($"{Sum(g, vector)}.StoreAligned(s + ({g} * units) + i);");
        }
        w.Lines(CellCodes.Of(cell).Forward(new CellPrinter(v, g => Sum(g, vector))));
    }

    private static string MultiplyAdd(VectorTarget v, int gate, int vectors) => string.Join(" ", Enumerable.Range(0, vectors)
        .Select(c => $"{Sum(gate, c)} = {v.Static}.FusedMultiplyAdd(state, {v.Static}.LoadAligned(b{gate}{At(c * v.Lanes)}), {Sum(gate, c)});"));

    private static string Sum(int gate, int vector) => $"s{gate}_{vector}";

    private static string At(int offset) => offset == 0 ? "" : $" + {offset}";
}
