namespace NetSpec.Generator;

/// <summary>Transposing a weight's panels for the backward pass, which every training step does: in registers, with a plain loop for what fills no block.</summary>
internal static class TransposeMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Asks for the method over a whole weight; gives its name.</summary>
    public static string TransposePanels(KernelContext k)
    {
        var part = TransposePart(k);
        return k.Need("TransposePanels", w =>
        {
            w.Line("// panels of [units][inputs] to panels of [inputs][units]; padding lanes stay zero.");
            using (w.Block($"public static void TransposePanels({k.Scalar}* panels, int inputs, int units, {k.Scalar} sign, {k.Scalar}* to)"))
                w.Line($"for (var start = 0; start < units; start += 32) {part}(panels, inputs, units, start, 0, inputs, sign, to);");
        });
    }

    /// <summary>Asks for the method over some inputs of one panel; gives its name.</summary>
    public static string TransposePart(KernelContext k)
    {
        var (v, turn) = (k.Target, new InRegisterTurn(k.Target));
        var block = TransposeBlock(k, turn);
        return k.Need("TransposePart", w =>
        {
            w.Line($"// The panel from the unit start on, from one input to another; the first a multiple of {v.Lanes}, and so the end where it is not the last.");
            w.Line(Optimized);
            using (w.Block($"public static void TransposePart({k.Scalar}* panels, int inputs, int units, int start, int firstInput, int end, {k.Scalar} sign, {k.Scalar}* to)"))
            {
                w.Line($"{k.Scalar}* last = stackalloc {k.Scalar}[{v.Lanes * 32}];");
                w.Line("int paddedUnits = (units + 15) & ~15, paddedInputs = (inputs + 15) & ~15;");
                w.Line("int width = global::System.Math.Min(32, paddedUnits - start), count = global::System.Math.Min(width, units - start);");
                using (w.Block($"for (var i = firstInput; i < end; i += {v.Lanes})"))
                {
                    w.Line($"int first = i & ~31, toWidth = global::System.Math.Min(32, paddedInputs - first), rows = global::System.Math.Min({v.Lanes}, inputs - i);");
                    w.Line($"{k.Scalar}* from = panels + ((nint)start * inputs) + ((nint)i * width);");
                    w.Line($"{k.Scalar}* column = to + ((nint)first * units) + (i - first) + ((nint)start * toWidth);");
                    using (w.Block($"if (count < {turn.Block} || !{turn.IsSupported})"))
                    {
                        w.Line("for (var u = 0; u < count; u++) for (var r = 0; r < rows; r++) column[(u * toWidth) + r] = sign * from[(r * width) + u];");
                        w.Line("continue;");
                    }
                    using (w.Block($"if (rows < {v.Lanes})"))
                    {
                        w.Line("// The last block ends with rows of zeros.");
                        w.Line($"new ReadOnlySpan<{k.Scalar}>(from, rows * width).CopyTo(new Span<{k.Scalar}>(last, rows * width));");
                        w.Line($"new Span<{k.Scalar}>(last + (rows * width), ({v.Lanes} - rows) * width).Clear();");
                        w.Line("from = last;");
                    }
                    w.Line($"{block}(from, width, count, sign, column, toWidth);");
                }
            }
        });
    }

    private static string TransposeBlock(KernelContext k, InRegisterTurn turn) => k.Need("TransposeBlock", w =>
    {
        var v = k.Target;
        w.Line($"// to[unit][{v.Lanes} rows] = sign * rows[row][unit].");
        w.Line(Optimized);
        using (w.Block($"private static void TransposeBlock({k.Scalar}* rows, nint row, nint units, {k.Scalar} sign, {k.Scalar}* to, nint toRow)"))
        {
            w.Line($"var signs = {v.Static}.Create(sign);");
            turn.FromRows(w, "units", "row", "toRow", turned => $"(signs * {turned})");
        }
    });
}
