using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Prints the product of two matrices by tiles: groups bring parts of both operands into shared memory while they multiply the parts before,
/// and each thread keeps up to 8 x 8 sums in registers. Device compilers do not unroll, so the sums are printed one by one.
/// </summary>
internal static class TileKernel
{
    /// <summary>Asks for a kernel and returns its name. Its grid is tiles down, then tiles across times parts of the depth.</summary>
    public static string Get(GpuContext k, TileShape shape, TileOperand a, TileOperand b, TileResult result)
    {
        var name = $"Tile{shape.Name}{a.Name}{b.Name}{result.Name}";
        return k.Kernel(name, $"int rows, int columns, int depth, int depthOfPart, {a.Parameters("a")}, {b.Parameters("b")}, {result.Parameters}", w =>
        {
            w.Line("var t = global::ILGPU.Group.IdxX;");
            w.Line($"var tilesAcross = (columns + {shape.Columns - 1}) / {shape.Columns};");
            w.Line("var part = global::ILGPU.Grid.IdxY / tilesAcross;");
            w.Line($"int row0 = global::ILGPU.Grid.IdxX * {shape.Rows}, column0 = (global::ILGPU.Grid.IdxY - (part * tilesAcross)) * {shape.Columns};");
            w.Line("var begin = part * depthOfPart;");
            w.Line("var end = global::System.Math.Min(depth, begin + depthOfPart);");
            w.Line($"var sharedA = global::ILGPU.SharedMemory.Allocate<float>({2 * TileShape.Depth * shape.RowStride});");
            w.Line($"var sharedB = global::ILGPU.SharedMemory.Allocate<float>({2 * TileShape.Depth * shape.ColumnStride});");
            w.Line("var fourA = sharedA.Cast<Four>();");
            w.Line("var fourB = sharedB.Cast<Four>();");
            var readA = new TileReader(a, "a", "rows", "row0", shape.Rows, shape.RowStride, shape.Threads);
            var readB = new TileReader(b, "b", "columns", "column0", shape.Columns, shape.ColumnStride, shape.Threads);
            readA.Prepare(w);
            readB.Prepare(w);
            if (result.SumsSecond) w.Line("var second = 0f;");
            Sums(w, shape);
            w.Line("var place = begin;");
            using (w.Block()) Read();
            w.Line("var half = 0;");
            readA.Write(w, "half");
            readB.Write(w, "half");
            w.Line("global::ILGPU.Group.Barrier();");
            using (w.Block($"for (place = begin + {TileShape.Depth}; place < end + {TileShape.Depth}; place += {TileShape.Depth})"))
            {
                w.Line("// Read the next part while this one is multiplied; past the end it is zero.");
                Read();
                Multiply(w, shape);
                w.Line("half = 1 - half;");
                readA.Write(w, "half");
                readB.Write(w, "half");
                w.Line("global::ILGPU.Group.Barrier();");
            }
            Store(w, shape, result);
            if (result.SumsSecond) Second(w, shape);

            void Read()
            {
                readA.Read(w);
                readB.Read(w);
                if (result.SumsSecond) w.Line("second += " + string.Join(" + ", Enumerable.Range(0, readB.Count).Select(q => $"b{q}")) + ";");
            }
        });
    }

    private static void Sums(SourceWriter w, TileShape shape)
    {
        // Neighbouring threads form a patch of 4 x 8, so that what a warp reads of either operand is short.
        var across = System.Math.Min(8, shape.ThreadsAcross);
        var down = 32 / across;
        var patches = shape.ThreadsAcross / across;
        w.Line($"int lane = t & 31, warp = t >> 5;");
        w.Line($"var x = ((warp % {patches}) * {across}) + (lane % {across});");
        w.Line($"var y = ((warp / {patches}) * {down}) + (lane / {across});");
        for (var r = 0; r < shape.ThreadRows; r++)
            w.Line("float " + string.Join(", ", Enumerable.Range(0, shape.ThreadColumns).Select(c => $"s{r}_{c} = 0f")) + ";");
    }

    private static void Multiply(SourceWriter w, TileShape shape)
    {
        w.Line($"var fromA = (half * {TileShape.Depth * shape.RowStride / 4}) + y;");
        w.Line($"var fromB = (half * {TileShape.Depth * shape.ColumnStride / 4}) + x;");
        using (w.Block($"for (var n = 0; n < {TileShape.Depth}; n++)"))
        {
            for (var i = 0; i < shape.ThreadRows / 4; i++) w.Line($"var p{i} = fourA[fromA{(i == 0 ? "" : $" + {shape.Rows / 8}")}];");
            for (var i = 0; i < shape.ThreadColumns / 4; i++) w.Line($"var q{i} = fourB[fromB{(i == 0 ? "" : $" + {shape.Columns / 8}")}];");
            for (var r = 0; r < shape.ThreadRows; r++)
            {
                w.Line(string.Join(" ", Enumerable.Range(0, shape.ThreadColumns).Select(c =>
                    $"s{r}_{c} += p{r / 4}.{"XYZW"[r % 4]} * q{c / 4}.{"XYZW"[c % 4]};")));
            }
            w.Line($"fromA += {shape.RowStride / 4};");
            w.Line($"fromB += {shape.ColumnStride / 4};");
        }
    }

    private static void Store(SourceWriter w, TileShape shape, TileResult result)
    {
        for (var c = 0; c < shape.ThreadColumns; c++)
        {
            w.Line($"var c{c} = column0 + (x * 4) + {(c / 4 * shape.Columns / 2) + (c % 4)};");
            result.Prepare(w, $"c{c}", c);
        }
        for (var r = 0; r < shape.ThreadRows; r++)
        {
            w.Line($"var r{r} = row0 + (y * 4) + {(r / 4 * shape.Rows / 2) + (r % 4)};");
            for (var c = 0; c < shape.ThreadColumns; c++) result.Store(w, $"r{r}", $"c{c}", c, $"s{r}_{c}");
        }
    }

    // Threads that read the same column add up what they saw of it.
    private static void Second(SourceWriter w, TileShape shape)
    {
        w.Line("global::ILGPU.Group.Barrier();");
        w.Line("sharedA[t] = second;");
        w.Line("global::ILGPU.Group.Barrier();");
        using (w.Block($"if (row0 == 0 && t < {shape.Columns} && column0 + t < columns)"))
        {
            w.Line($"for (var n = t + {shape.Columns}; n < {shape.Threads}; n += {shape.Columns}) second += sharedA[n];");
            w.Line("sums[(part * columns) + column0 + t] = second;");
        }
    }
}

/// <summary>One operand's way from memory through a thread's registers into shared memory.</summary>
internal sealed class TileReader(TileOperand operand, string n, string limit, string first, int length, int stride, int threads)
{
    /// <summary>Values that a thread brings at a time.</summary>
    public int Count => length * TileShape.Depth / threads;

    public void Prepare(SourceWriter w)
    {
        for (var q = 0; q < Count; q++)
        {
            var index = q == 0 ? "t" : $"(t + {q * threads})";
            w.Line($"int {n}Outer{q} = {first} + {Outer(index)}, {n}Deep{q} = {Deep(index)};");
            w.Line($"float {n}{q};");
            operand.Prepare(w, n, q.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{n}Outer{q}");
        }
    }

    public void Read(SourceWriter w)
    {
        for (var q = 0; q < Count; q++)
        {
            var (outer, depth) = ($"{n}Outer{q}", $"(place + {n}Deep{q})");
            operand.Load(w, n, q.ToString(System.Globalization.CultureInfo.InvariantCulture), outer, depth, $"{outer} < {operand.Limit(n, limit)} && {depth} < end", $"{n}{q}");
        }
    }

    public void Write(SourceWriter w, string half)
    {
        for (var q = 0; q < Count; q++)
            w.Line($"shared{n.ToUpperInvariant()}[({half} * {TileShape.Depth * stride}) + ({n}Deep{q} * {stride}) + {n}Outer{q} - {first}] = {n}{q};");
    }

    private string Outer(string index) => operand.AlongDepth ? $"({index} / {TileShape.Depth})" : $"({index} % {length})";

    private string Deep(string index) => operand.AlongDepth ? $"({index} % {TileShape.Depth})" : $"({index} / {length})";
}
