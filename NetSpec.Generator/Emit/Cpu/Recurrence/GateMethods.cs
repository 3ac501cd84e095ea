using System.Linq;

namespace NetSpec.Generator;

/// <summary>Sigmoids and tanhs of those gates of a vector of units that do not wait for each other.</summary>
internal static class GateMethods
{
    /// <summary>Asks for the method that turns sums into gates; nothing for a cell of one gate.</summary>
    public static void Need(CellCode code, KernelContext k)
    {
        if (code.Gates.Count == 0) return;
        var (v, name) = (k.Target, code.Cell.Name + "Gates");
        k.Need(name, w =>
        {
            w.Line("// Side by side, since one after another each would wait for its own chain of instructions.");
            w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (w.Block($"public static void {name}({string.Join(", ", code.Gates.Select(g => $"ref {v.Type} {g.Name}"))})"))
            {
                w.Lines(SquashingCode.Statements(v, code.Gates));
                foreach (var (gate, isTanh) in code.Gates) w.Line($"{gate} = {SquashingCode.Value(v, gate, isTanh)};");
            }
        });
    }
}
