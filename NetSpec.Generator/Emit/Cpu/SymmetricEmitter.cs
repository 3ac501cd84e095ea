namespace NetSpec.Generator;

/// <summary>Prints the loops that cover the upper triangle of a covariance with tiles.</summary>
internal sealed class SymmetricEmitter(SourceWriter writer, VectorTarget target, TileEmitter tiles)
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>products += rows^T rows, upper triangle.</summary>
    public void Print(string epilogue)
    {
        writer.Line("// products[i][j] += sum over rows of row[i] * row[j] for j >= i, rows in panels; tiles that lie below the diagonal are left out.");
        writer.Line(Optimized);
        using (writer.Block($"public static void AddSymmetric({Scalar}* panels, int count, double* products, int units)"))
        {
            writer.Line("var target = new TileTarget { Memory = products, Row = units };");
            using (writer.Block("for (var start = 0; start < units; start += 32)"))
            {
                writer.Line("var width = global::System.Math.Min(32, units - start);");
                using (writer.Block($"for (var column = start; column < start + width; column += {tiles.Columns(2)})"))
                {
                    using (writer.Block("for (var first = 0; first < start; first += 32)"))
                    {
                        writer.Line($"{Scalar}* a = panels + ((nint)first * count), b = panels + ((nint)start * count) + (column - start);");
                        var of = ("a", "32", "b", "first");
                        if (!tiles.HasNarrowTiles)
                        {
                            Symmetric(32, 2, of, epilogue);
                        }
                        else
                        {
                            using (writer.Block("if (width == 32)")) Symmetric(32, 2, of, epilogue);
                            using (writer.Block("else")) Symmetric(32, 1, of, epilogue);
                        }
                    }
                    Diagonal(epilogue);
                }
            }
        }
        writer.Line();
    }

    // A panel by itself: what lies below the diagonal need not be there, as far as whole tiles go.
    private void Diagonal(string epilogue)
    {
        writer.Line($"{Scalar}* own = panels + ((nint)start * count);");
        if (tiles.HasNarrowTiles)
        {
            using (writer.Block("if (width == 32)"))
            {
                Symmetric(16, 2, ("own", "width", "own", "start"), epilogue);
                Symmetric(16, 1, ("own", "width", "own", "start"), epilogue, 16);
            }
            using (writer.Block("else")) Symmetric(16, 1, ("own", "width", "own", "start"), epilogue);
            return;
        }
        using (writer.Block("if (column < start + 16)")) Symmetric(16, 2, ("own", "width", "own + (column - start)", "start"), epilogue);
        using (writer.Block("else")) Symmetric(32, 2, ("own", "width", "own + (column - start)", "start"), epilogue);
    }

    // Tiles over units of a panel, which their heights cover exactly; from a unit on that is a column too.
    private void Symmetric(int units, int vectors, (string A, string AStep, string B, string First) of, string epilogue, int from = 0)
    {
        var (row, right) = (from, from == 0 ? "" : $" + {from}");
        foreach (var rows in target.PanelTileRows(units))
        {
            var offset = row == 0 ? "" : $" + {row}";
            writer.Line($"ExpectProducts(products + ((nint)({of.First}{offset}) * units) + column{right}, units, {rows}, {tiles.Columns(vectors)});");
            writer.Line($"{TileEmitter.Name("TransposedTile", rows, vectors)}<{epilogue}>({of.A}{offset}, {of.AStep}, {of.B}{right}, width, count, target, {of.First}{offset}, column{right});");
            row += rows;
        }
    }

    /// <summary>Asks for what <see cref="Print"/> calls. Products are megabytes: a tile would wait at its end for the memory that it adds to.</summary>
    public static void ExpectProducts(KernelContext k) => k.Type("ExpectProducts", w =>
    {
        w.Line("// Asks for the products that a tile adds to at its end.");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (w.Block("private static void ExpectProducts(double* products, nint row, int rows, int columns)"))
        {
            w.Line("if (!global::System.Runtime.Intrinsics.X86.Sse.IsSupported) return;");
            w.Line("for (; rows > 0; rows--, products += row)");
            w.Line("    for (var i = 0; i < columns; i += 8) global::System.Runtime.Intrinsics.X86.Sse.Prefetch0(products + i);");
        }
    });

    private string Scalar => target.Precision.Keyword;
}
