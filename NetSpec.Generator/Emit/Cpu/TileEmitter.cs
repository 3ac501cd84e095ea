using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Prints register tiles (form 3): rows x vectors of sums stay in registers while a loop runs over k. Tiles know no shape, so that layers
/// of every shape share them; the epilogue is a type argument, which the JIT compiles into the tile.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="target">For which vectors.</param>
/// <param name="oneOrder">Whether every height adds its products in one order, so that a row alone gives the bits that it gives among others.</param>
/// <param name="hasRows">Whether one sample runs the tiles, so that one row alone gets a tile of its own.</param>
internal sealed class TileEmitter(SourceWriter writer, VectorTarget target, bool oneOrder = false, bool hasRows = false)
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";
    private const int RowsPerPointer = 3;

    /// <summary>Units of a panel.</summary>
    public const int PanelColumns = 32;

    /// <summary>Widest tile in vectors: two columns hide the latency of the multiply-adds and still leave registers for their operands.</summary>
    public const int Vectors = 2;

    /// <summary>Columns that a tile of so many vectors covers.</summary>
    public int Columns(int vectors) => vectors * target.Lanes;

    /// <summary>Panels that a tile of one row alone spans, see <see cref="RowTileEmitter"/>. 0: no such tile.</summary>
    public int RowPanels => hasRows ? RowTileEmitter.Panels(target) : 0;

    /// <summary>Whether panels of 16 columns need tiles of one vector (only where one vector holds 16 elements).</summary>
    public bool HasNarrowTiles => NeedsNarrow(target);

    /// <summary>Whether panels of 16 columns need tiles of one vector.</summary>
    public static bool NeedsNarrow(VectorTarget target) => Vectors * target.Lanes > 16;

    /// <summary>Prints every tile of both orientations.</summary>
    public void Tiles(bool rowMajor, bool transposed)
    {
        if (rowMajor && RowPanels > 0) new RowTileEmitter(writer, target, oneOrder).Dense();
        foreach (var vectors in HasNarrowTiles ? new[] { 2, 1 } : [2])
        {
            foreach (var rows in target.TileRows)
            {
                if (rowMajor) RowMajor(rows, vectors);
                if (transposed) Transposed(rows, vectors);
            }
            foreach (var rows in target.PanelTileRows(32).Concat(target.PanelTileRows(16)).Distinct().Where(r => transposed && !target.TileRows.Contains(r)))
                Transposed(rows, vectors);
        }
    }

    /// <summary>Name of a tile.</summary>
    public static string Name(string orientation, int rows, int vectors) => $"{orientation}{rows}x{vectors}";

    // sum[r][c] = sum_k a[r * aRow + k] * b[k * bStep + c]. Every pointer serves three rows, as base, base + aRow and base + 2 aRow: the
    // address modes of the processor cover those, and twelve pointers would not fit its registers.
    private void RowMajor(int rows, int vectors)
    {
        var pointers = (rows + RowsPerPointer - 1) / RowsPerPointer;
        writer.Line(Optimized);
        using (writer.Block($"public static void {Name("Tile", rows, vectors)}<TEpilogue>({Scalar}* a, nint aRow, {Scalar}* b, nint bStep, int steps, in TileTarget target, nint row, nint column{(rows == 1 ? "" : ", nint ahead")}) where TEpilogue : struct, IEpilogue"))
        {
            for (var p = 1; p < pointers; p++) writer.Line($"{Scalar}* a{p} = a + ({p * RowsPerPointer} * aRow);");
            var parts = rows == 1 && !oneOrder ? 4 : 1;
            Sums(rows, vectors, parts);
            if (parts > 1) SingleRowLoop(vectors, parts);
            using (writer.Block("for (; steps > 0; steps--)"))
            {
                Columns(vectors, "b");
                for (var r = 0; r < rows; r++)
                {
                    MultiplyAdd(r, vectors, RowOperand(r));
                    if (rows > 1 && r < (vectors * target.Bits + 511) / 512)
                        writer.Line($"if (global::System.Runtime.Intrinsics.X86.Sse.IsSupported) global::System.Runtime.Intrinsics.X86.Sse.Prefetch1(b + ahead{(r == 0 ? "" : $" + {r * 64 / target.Precision.Bytes}")});");
                }
                writer.Line(string.Join(" ", Enumerable.Range(0, pointers).Select(p => $"a{(p == 0 ? "" : p)}++;").Append("b += bStep;")));
            }
            if (parts > 1) JoinParts(vectors, parts);
            Store(rows, vectors);
        }
        writer.Line();
    }

    // sum[r][c] = sum_k a[k * aStep + r] * b[k * bStep + c]: gradients of weights and covariances.
    private void Transposed(int rows, int vectors)
    {
        writer.Line(Optimized);
        using (writer.Block($"public static void {Name("TransposedTile", rows, vectors)}<TEpilogue>({Scalar}* a, nint aStep, {Scalar}* b, nint bStep, int steps, in TileTarget target, nint row, nint column) where TEpilogue : struct, IEpilogue"))
        {
            Sums(rows, vectors, 1);
            using (writer.Block("for (; steps > 0; steps--)"))
            {
                Columns(vectors, "b");
                for (var r = 0; r < rows; r++) MultiplyAdd(r, vectors, $"a[{r}]");
                writer.Line("a += aStep; b += bStep;");
            }
            Store(rows, vectors);
        }
        writer.Line();
    }

    // One row alone would wait for each sum's latency; four partial sums a vector keep the multipliers busy.
    private void SingleRowLoop(int vectors, int parts)
    {
        using (writer.Block($"for (; steps >= {parts}; steps -= {parts})"))
        {
            for (var p = 0; p < parts; p++)
            {
                writer.Line($"var s{p} = {target.Static}.Create(a[{p}]);");
                for (var c = 0; c < vectors; c++)
                {
                    var sum = p == 0 ? Sum(0, c) : $"{Sum(0, c)}Part{p}";
                    var address = $"b + {(p == 0 ? "" : p == 1 ? "bStep + " : $"({p} * bStep) + ")}{c * target.Lanes}";
                    writer.Line($"{sum} = {target.Static}.FusedMultiplyAdd(s{p}, {target.Static}.LoadAligned({address}), {sum});");
                }
            }
            writer.Line($"a += {parts}; b += {parts} * bStep;");
        }
    }

    private void JoinParts(int vectors, int parts)
    {
        for (var c = 0; c < vectors; c++)
            writer.Line($"{Sum(0, c)} = ({Sum(0, c)} + {Sum(0, c)}Part1) + ({Sum(0, c)}Part2 + {Sum(0, c)}Part{parts - 1});");
    }

    private void Sums(int rows, int vectors, int parts)
    {
        for (var r = 0; r < rows; r++)
        {
            var names = Enumerable.Range(0, vectors)
                .SelectMany(c => Enumerable.Range(0, parts).Select(p => p == 0 ? Sum(r, c) : $"{Sum(r, c)}Part{p}"));
            writer.Line($"{target.Type} {string.Join(", ", names.Select(n => $"{n} = default"))};");
        }
    }

    private void Columns(int vectors, string pointer)
    {
        for (var c = 0; c < vectors; c++)
            writer.Line($"var b{c} = {target.Static}.LoadAligned({pointer}{(c == 0 ? "" : " + " + (c * target.Lanes))});");
    }

    private void MultiplyAdd(int row, int vectors, string operand)
    {
        var name = $"s{row}";
        var sums = Enumerable.Range(0, vectors).Select(c => $"{Sum(row, c)} = {target.Static}.FusedMultiplyAdd({name}, b{c}, {Sum(row, c)});");
        writer.Line($"var {name} = {target.Static}.Create({operand}); {string.Join(" ", sums)}");
    }

    private void Store(int rows, int vectors)
    {
        writer.Line("var at = (row * target.Row) + column;");
        for (var r = 0; r < rows; r++)
        {
            if (r > 0) writer.Line("at += target.Row;");
            for (var c = 0; c < vectors; c++)
            {
                var offset = c == 0 ? "" : $" + {c * target.Lanes}";
                writer.Line($"TEpilogue.Store({Sum(r, c)}, target, at{offset}, column{offset});");
            }
        }
    }

    private string RowOperand(int row)
    {
        var pointer = row / RowsPerPointer == 0 ? "a" : $"a{row / RowsPerPointer}";
        return (row % RowsPerPointer) switch { 0 => $"*{pointer}", 1 => $"{pointer}[aRow]", _ => $"{pointer}[2 * aRow]" };
    }

    private string Scalar => target.Precision.Keyword;

    private static string Sum(int row, int column) => $"c{row}_{column}";
}
