namespace NetSpec.Generator;

/// <summary>
/// Kernels for covariances: a group computes 64 x 64 products over a part of the rows, float32 over 32 rows and float64 beyond, which is
/// what selection needs. Only tiles of the upper triangle are computed.
/// </summary>
internal static class GpuMoments
{
    private const int Tile = 64;
    private const int Rows = 32;
    private const int Threads = 256;

    /// <summary>Asks for the kernels.</summary>
    public static void Print(GpuContext k)
    {
        k.Kernel("Products", "int rows, int units, int rowsOfPart, FloatView x, FloatView shift, DoubleView partials", Products);
        k.FlatKernel("AddProducts", "int parts, DoubleView partials, DoubleView to", w =>
        {
            w.Line("var sum = 0.0;");
            w.Line("for (var part = 0; part < parts; part++) sum += partials[(part * count) + i];");
            w.Line("to[i] = sum;");
        });
        Reductions.Columns(k, "SumUnits", "double", "int rows, int units, int rowsOfPart, FloatView x, FloatView shift, DoubleView partials", "(double)x[at] - shift[unit]");
    }

    private static void Products(SourceWriter w)
    {
        w.Line("// Tiles are numbered down the columns of the upper triangle.");
        w.Line("var column = 0;");
        w.Line("while (((column + 1) * (column + 2)) / 2 <= global::ILGPU.Grid.IdxX) column++;");
        w.Line($"int row0 = (global::ILGPU.Grid.IdxX - ((column * (column + 1)) / 2)) * {Tile}, column0 = column * {Tile}, part = global::ILGPU.Grid.IdxY;");
        w.Line("int begin = part * rowsOfPart, end = global::System.Math.Min(rows, begin + rowsOfPart), t = global::ILGPU.Group.IdxX, across = (t & 15) * 4, down = (t >> 4) * 4;");
        w.Line($"var sharedA = global::ILGPU.SharedMemory.Allocate<float>({Rows * (Tile + 4)});");
        w.Line($"var sharedB = global::ILGPU.SharedMemory.Allocate<float>({Rows * (Tile + 4)});");
        w.Line("var fourA = sharedA.Cast<Four>();");
        w.Line("var fourB = sharedB.Cast<Four>();");
        for (var r = 0; r < 4; r++) w.Line($"double d{r}_0 = 0.0, d{r}_1 = 0.0, d{r}_2 = 0.0, d{r}_3 = 0.0;");
        using (w.Block($"for (var place = begin; place < end; place += {Rows})"))
        {
            using (w.Block($"for (var n = t; n < {Rows * Tile}; n += {Threads})"))
            {
                w.Line($"int deep = n / {Tile}, outer = n % {Tile}, at = (place + deep) * units;");
                w.Line("var inside = place + deep < end;");
                w.Line($"sharedA[(deep * {Tile + 4}) + outer] = inside && row0 + outer < units ? x[at + row0 + outer] - shift[row0 + outer] : 0f;");
                w.Line($"sharedB[(deep * {Tile + 4}) + outer] = inside && column0 + outer < units ? x[at + column0 + outer] - shift[column0 + outer] : 0f;");
            }
            w.Line("global::ILGPU.Group.Barrier();");
            for (var r = 0; r < 4; r++) w.Line($"float s{r}_0 = 0f, s{r}_1 = 0f, s{r}_2 = 0f, s{r}_3 = 0f;");
            using (w.Block($"for (var n = 0; n < {Rows}; n++)"))
            {
                w.Line($"var p = fourA[((n * {Tile + 4}) + down) / 4];");
                w.Line($"var q = fourB[((n * {Tile + 4}) + across) / 4];");
                for (var r = 0; r < 4; r++)
                    w.Line($"s{r}_0 += p.{"XYZW"[r]} * q.X; s{r}_1 += p.{"XYZW"[r]} * q.Y; s{r}_2 += p.{"XYZW"[r]} * q.Z; s{r}_3 += p.{"XYZW"[r]} * q.W;");
            }
            for (var r = 0; r < 4; r++) w.Line($"d{r}_0 += s{r}_0; d{r}_1 += s{r}_1; d{r}_2 += s{r}_2; d{r}_3 += s{r}_3;");
            w.Line("global::ILGPU.Group.Barrier();");
        }
        for (var r = 0; r < 4; r++)
        {
            for (var c = 0; c < 4; c++)
                w.Line($"if (row0 + down + {r} < units && column0 + across + {c} < units) partials[(((part * units) + row0 + down + {r}) * units) + column0 + across + {c}] = d{r}_{c};");
        }
    }
}
