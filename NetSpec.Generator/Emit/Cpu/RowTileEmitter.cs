using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Prints tiles of one row, for one sample alone. Reading the weight decides there, so several panels are read side by side, which the
/// caches serve a little faster than one after another, and eight sums of their own hide the latency. Sparse tiles walk over a list of the
/// inputs that are not zero and leave the other rows of the weight where they are.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="target">For which vectors.</param>
/// <param name="oneOrder">Whether products must be added in the order of higher tiles, see <see cref="TileEmitter"/>.</param>
internal sealed class RowTileEmitter(SourceWriter writer, VectorTarget target, bool oneOrder)
{
    private const int Vectors = 8;
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Name of the tile of one row over several panels.</summary>
    public const string Name = "RowTile";

    /// <summary>Name of that tile over listed inputs.</summary>
    public const string SparseName = "SparseRowTile";

    /// <summary>Name of a sparse tile within one panel.</summary>
    public static string SparsePanelName(int vectors) => $"SparseTile{vectors}";

    /// <summary>Panels that a tile spans; 0 where a panel alone takes more vectors: no such tile.</summary>
    public static int Panels(VectorTarget target) => Vectors * target.Lanes / TileEmitter.PanelColumns;

    /// <summary>The tile over all inputs.</summary>
    public void Dense()
    {
        writer.Line(Optimized);
        using (writer.Block($"public static void {Name}<TEpilogue>({Scalar}* a, {Scalar}* b, int steps, in TileTarget target, nint column) where TEpilogue : struct, IEpilogue"))
        {
            Pointers("(nint)steps * ");
            using (writer.Block("for (; steps > 0; steps--)"))
            {
                writer.Line($"var s = {target.Static}.Create(*a++);");
                for (var v = 0; v < Vectors; v++) MultiplyAdd(v, "");
                writer.Line(string.Join(" ", Enumerable.Range(0, Panels(target)).Select(p => $"{Pointer(p)} += {TileEmitter.PanelColumns};")));
            }
            Store(Vectors);
        }
        writer.Line();
    }

    /// <summary>The tile over listed inputs.</summary>
    public void Sparse()
    {
        writer.Line(Optimized);
        using (writer.Block($"public static void {SparseName}<TEpilogue>({Scalar}* a, ushort* list, int count, {Scalar}* b, int inputs, in TileTarget target, nint column) where TEpilogue : struct, IEpilogue"))
        {
            Pointers("(nint)inputs * ");
            using (writer.Block("for (; count > 0; count--)"))
            {
                writer.Line("nint k = *list++;");
                writer.Line($"var s = {target.Static}.Create(a[k]);");
                writer.Line($"k *= {TileEmitter.PanelColumns};");
                for (var v = 0; v < Vectors; v++) MultiplyAdd(v, " + k");
            }
            Store(Vectors);
        }
        writer.Line();
    }

    /// <summary>A tile over listed inputs for the panels that are left: so few sums need partial ones, as those of one row elsewhere.</summary>
    public void SparsePanel(int vectors)
    {
        var parts = oneOrder ? 1 : 4;
        writer.Line(Optimized);
        using (writer.Block($"public static void {SparsePanelName(vectors)}<TEpilogue>({Scalar}* a, ushort* list, int count, {Scalar}* b, nint bStep, in TileTarget target, nint column) where TEpilogue : struct, IEpilogue"))
        {
            for (var v = 0; v < vectors; v++)
                writer.Line($"{target.Type} {string.Join(", ", Enumerable.Range(0, parts).Select(p => $"{Sum(v, p)} = default"))};");
            if (parts > 1)
            {
                using (writer.Block($"for (; count >= {parts}; count -= {parts})"))
                {
                    for (var p = 0; p < parts; p++) Product($"list[{p}]", vectors, p);
                    writer.Line($"list += {parts};");
                }
            }
            using (writer.Block("for (; count > 0; count--)")) Product("*list++", vectors, 0);
            if (parts > 1)
            {
                for (var v = 0; v < vectors; v++)
                    writer.Line($"{Sum(v)} = ({Sum(v)} + {Sum(v, 1)}) + ({Sum(v, 2)} + {Sum(v, 3)});");
            }
            Store(vectors);
        }
        writer.Line();
    }

    private void Pointers(string panel)
    {
        for (var p = 1; p < Panels(target); p++) writer.Line($"{Scalar}* {Pointer(p)} = b + ({panel}{p * TileEmitter.PanelColumns});");
        writer.Line($"{target.Type} {string.Join(", ", Enumerable.Range(0, Vectors).Select(v => $"{Sum(v)} = default"))};");
    }

    private void MultiplyAdd(int vector, string offset)
    {
        var perPanel = Vectors / Panels(target);
        var place = vector % perPanel * target.Lanes;
        writer.Line($"{Sum(vector)} = {target.Static}.FusedMultiplyAdd(s, {target.Static}.LoadAligned({Pointer(vector / perPanel)}{offset}{(place == 0 ? "" : $" + {place}")}), {Sum(vector)});");
    }

    private void Product(string input, int vectors, int part)
    {
        writer.Line($"nint k{part} = {input};");
        writer.Line($"var s{part} = {target.Static}.Create(a[k{part}]);");
        writer.Line($"k{part} *= bStep;");
        for (var v = 0; v < vectors; v++)
            writer.Line($"{Sum(v, part)} = {target.Static}.FusedMultiplyAdd(s{part}, {target.Static}.LoadAligned(b + k{part}{(v == 0 ? "" : $" + {v * target.Lanes}")}), {Sum(v, part)});");
    }

    private void Store(int vectors)
    {
        for (var v = 0; v < vectors; v++)
        {
            var at = v == 0 ? "column" : $"column + {v * target.Lanes}";
            writer.Line($"TEpilogue.Store({Sum(v)}, target, {at}, {at});");
        }
    }

    private string Scalar => target.Precision.Keyword;

    private static string Pointer(int panel) => panel == 0 ? "b" : $"b{panel}";

    private static string Sum(int vector, int part = 0) => part == 0 ? $"c{vector}" : $"c{vector}Part{part}";
}
