namespace NetSpec.Generator;

/// <summary>Helper methods on rows that several operations ask for.</summary>
internal static class RowMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Prints the head of a method over rows and its two loops; the body sees <c>i</c>, and <c>units - i</c> are left.</summary>
    public static void OverRows(SourceWriter w, VectorTarget v, string signature, string advance, System.Action body)
    {
        w.Line(Optimized);
        using (w.Block($"public static void {signature}"))
        using (w.Block($"for (; rows > 0; rows--, {advance})"))
        using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
            body();
    }

    /// <summary>Zeroes lanes past the last unit.</summary>
    public static string KeepUnits(KernelContext k)
    {
        var v = k.Target;
        return k.Need("KeepUnits", w =>
        {
            w.Line("// Padding lanes of every buffer hold zero; an activation of zero need not be zero.");
            w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (w.Block($"public static {v.Type} KeepUnits({v.Type} x, int left)"))
            {
                w.Line($"if (left >= {v.Lanes}) return x;");
                w.Line($"return {v.Static}.ConditionalSelect({v.Static}.LessThan({v.Type}.Indices, {v.Static}.Create(({k.Scalar})left)), x, {v.Zero});");
            }
        });
    }

    /// <summary>Copies rows between strides.</summary>
    public static string CopyRows(KernelContext k) => k.Need("CopyRows", w =>
    {
        using (w.Block($"public static void CopyRows(int rows, {k.Scalar}* from, nint fromRow, {k.Scalar}* to, nint toRow, int units)"))
        {
            using (w.Block("if (fromRow == units && toRow == units)"))
            {
                w.Line($"global::System.Buffer.MemoryCopy(from, to, (long)rows * units * {k.Target.Precision.Bytes}, (long)rows * units * {k.Target.Precision.Bytes});");
                w.Line("return;");
            }
            using (w.Block("for (; rows > 0; rows--, from += fromRow, to += toRow)"))
            {
                w.Line("// A call pays from a few vectors on.");
                w.Line($"if (units >= 32) new ReadOnlySpan<{k.Scalar}>(from, units).CopyTo(new Span<{k.Scalar}>(to, units));");
                w.Line("else for (var i = 0; i < units; i++) to[i] = from[i];");
            }
        }
    });

    /// <summary>Sums rows into the gradient of a bias.</summary>
    public static string SumRows(KernelContext k)
    {
        var v = k.Target;
        return k.Need("SumRows", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void SumRows(int rows, {k.Scalar}* from, nint row, {k.Scalar}* to, int units, bool add)"))
                InBlocks(w, v, () =>
                {
                    w.Line($"{k.Scalar}* p = from + (first * row) + i;");
                    w.Line($"for (var n = block; n > 0; n--, p += row) sum += {v.Static}.LoadAligned(p);");
                });
        });
    }

    /// <summary>Sums the products of two values' rows, unit by unit, into the gradient of a scale.</summary>
    public static string SumProducts(KernelContext k)
    {
        var v = k.Target;
        return k.Need("SumProducts", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void SumProducts(int rows, {k.Scalar}* a, nint aRow, {k.Scalar}* b, nint bRow, {k.Scalar}* to, int units, bool add)"))
                InBlocks(w, v, () =>
                {
                    w.Line($"{k.Scalar}* p = a + (first * aRow) + i, q = b + (first * bRow) + i;");
                    w.Line($"for (var n = block; n > 0; n--, p += aRow, q += bRow) sum += {v.Static}.LoadAligned(p) * {v.Static}.LoadAligned(q);");
                });
        });
    }

    /// <summary>
    /// Prints loops over units and over blocks of rows; the body adds <c>block</c> rows from the row <c>first</c> on to <c>sum</c>. Sums over
    /// the many rows of images would lose digits in one chain. What is there already is added once, after the blocks: a slice's own sum
    /// does not depend on it, so that slices give the same bits on one thread and on several.
    /// </summary>
    public static void InBlocks(SourceWriter w, VectorTarget v, System.Action body)
    {
        using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
        {
            w.Line($"var total = {v.Zero};");
            using (w.Block("for (nint first = 0; first < rows; first += 256)"))
            {
                w.Line("var block = global::System.Math.Min(256, rows - first);");
                w.Line($"var sum = {v.Zero};");
                body();
                w.Line("total += sum;");
            }
            w.Line($"(add ? {v.Static}.LoadAligned(to + i) + total : total).StoreAligned(to + i);");
        }
    }

    /// <summary>The largest lane.</summary>
    public static string Largest(KernelContext k)
    {
        var v = k.Target;
        return k.Need("Largest", w =>
        {
            using (w.Block($"public static {k.Scalar} Largest({v.Type} x)"))
            {
                var name = "x";
                for (var bits = v.Bits / 2; bits >= 128; bits /= 2)
                {
                    w.Line($"var x{bits} = Vector{bits}.MaxNative({name}.GetLower(), {name}.GetUpper());");
                    name = $"x{bits}";
                }
                var result = $"{name}.GetElement(0)";
                for (var i = 1; i < 16 / v.Precision.Bytes; i++)
                    result = $"global::System.Math.Max({result}, {name}.GetElement({i}))";
                w.Line($"return {result};");
            }
        });
    }
}
