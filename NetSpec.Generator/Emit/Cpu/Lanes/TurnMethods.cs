namespace NetSpec.Generator;

/// <summary>Between rows of units and lanes of samples: transposing in registers, with a plain loop for what fills no block of it.</summary>
internal static class TurnMethods
{
    /// <summary>The statement that turns <c>count</c> rows of a caller's memory into lanes; lanes past the last sample are zero.</summary>
    public static string ToLanes(KernelContext k, string rows, int units, string to)
    {
        var turn = Turn(k);
        // A method for each width of rows: with constant distances its addresses need no registers.
        var name = k.Need($"ToLanes{units}", w =>
        {
            var t = new InRegisterTurn(k.Target);
            w.Line($"// to[unit][sample] = rows[sample][unit], {units} units; lanes past the last sample are zero.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"public static void ToLanes{units}({k.Scalar}* rows, int count, {k.Scalar}* to)"))
            {
                var condition = units < t.Block ? null : $"if (count < {k.Target.Lanes} || !{t.IsSupported})";
                if (units == 1)
                {
                    using (w.Block($"if (count == {k.Target.Lanes})"))
                    {
                        w.Line($"{k.Target.Static}.Load(rows).StoreAligned(to);");
                        w.Line("return;");
                    }
                }
                using (condition is null ? null : w.Block(condition))
                {
                    w.Line($"if (count < {k.Target.Lanes}) new Span<{k.Scalar}>(to, {units * k.Target.Lanes}).Clear();");
                    w.Line($"{turn}(rows, {units}, count, to, {k.Target.Lanes}, {units});");
                    if (condition is not null) w.Line("return;");
                }
                if (condition is not null) t.FromRows(w, units);
            }
        });
        return $"{name}({rows}, count, {to});";
    }

    /// <summary>The statement that turns <c>count</c> lanes into rows of a caller's memory.</summary>
    public static string FromLanes(KernelContext k, string lanes, int units, string to)
    {
        var some = $"{Turn(k)}({lanes}, {k.Target.Lanes}, {units}, {to}, {units}, count);";
        if (units == 1) return $"if (count == {k.Target.Lanes}) {k.Target.Static}.LoadAligned({lanes}).Store({to});\nelse {some}";
        return units < new InRegisterTurn(k.Target).Block ? some : $"if (count == {k.Target.Lanes}) {ToRows(k, lanes, units, to, units)}\nelse {some}";
    }

    /// <summary>The statement that turns all lanes into rows of kernels.</summary>
    public static string ToRows(KernelContext k, string lanes, int units, string to, int row)
    {
        var turn = Turn(k);
        if (units < new InRegisterTurn(k.Target).Block) return $"{turn}({lanes}, {k.Target.Lanes}, {units}, {to}, {row}, {k.Target.Lanes});";
        var name = k.Need($"ToRows{row}", w =>
        {
            var t = new InRegisterTurn(k.Target);
            w.Line($"// to[sample][unit] = lanes[unit][sample], rows of {row} values.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"public static void ToRows{row}({k.Scalar}* lanes, nint units, {k.Scalar}* to)"))
            {
                using (w.Block($"if (!{t.IsSupported})"))
                {
                    w.Line($"{turn}(lanes, {k.Target.Lanes}, units, to, {row}, {k.Target.Lanes});");
                    w.Line("return;");
                }
                t.ToRows(w, row);
            }
        });
        return $"{name}({lanes}, {units}, {to});";
    }

    /// <summary>
    /// The address of a block's rows in a caller's memory; where they are fewer than lanes, of a copy that rows of zeros follow.
    /// </summary>
    public static string WholeBlock(KernelContext k, string rows, int units, string copy)
    {
        var values = units * k.Target.Lanes;
        var name = k.Need($"WholeBlock{units}", w =>
        {
            w.Line($"// {k.Target.Lanes} rows of {units} units: the caller's, or where they are fewer a copy, with zeros behind.");
            using (w.Block($"public static {k.Scalar}* WholeBlock{units}({k.Scalar}* rows, int count, {k.Scalar}* copy)"))
            {
                w.Line($"if (count == {k.Target.Lanes}) return rows;");
                w.Line($"new Span<{k.Scalar}>(rows, count * {units}).CopyTo(new Span<{k.Scalar}>(copy, {values}));");
                w.Line($"new Span<{k.Scalar}>(copy, {values})[(count * {units})..].Clear();");
                w.Line("return copy;");
            }
        });
        return $"{name}({rows}, count, {copy})";
    }

    /// <summary>Asks for the plain loop that turns any rectangle; gives its name.</summary>
    public static string Turn(KernelContext k) => k.Need("Turn", w =>
    {
        w.Line("// to[column][row] = from[row][column].");
        using (w.Block($"public static void Turn({k.Scalar}* from, nint fromRow, nint rows, {k.Scalar}* to, nint toRow, nint columns)"))
        {
            using (w.Block("for (nint row = 0; row < rows; row++)"))
                w.Line("for (nint column = 0; column < columns; column++) to[(column * toRow) + row] = from[(row * fromRow) + column];");
        }
    });
}
