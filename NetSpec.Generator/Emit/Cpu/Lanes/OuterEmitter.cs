using System;

namespace NetSpec.Generator;

/// <summary>
/// Gradients of weights and biases from deltas, in rows or turned into rows on the way, and inputs in lanes or in the caller's rows: a tile of
/// inputs by vectors of units adds up all samples of a slice in registers, and is stored once.
/// </summary>
internal static class OuterEmitter
{
    /// <summary>Prints the calls for one layer.</summary>
    public static void Print(Gemm gemm, LanesContext lanes)
    {
        if (OuterOfOneEmitter.Fits(gemm))
        {
            OuterOfOneEmitter.Print(gemm, lanes);
            return;
        }
        var (k, v, value) = (lanes.Kernel, lanes.Target, LanesContext.Root(gemm.Output));
        var ofRows = gemm.Input.IsInput && lanes.ReadsRows;
        var panel = Padding.Round(gemm.Output.Width);
        var vectors = lanes.TurnsDeltas ? 1 : Math.Min(2, panel / v.Lanes);
        // Sums, those of the bias, a row's vectors and a broadcast fit the registers; or what turning takes.
        var most = lanes.TurnsDeltas ? TurnedOuter.MostInputs : ((v.Bits == 512 ? 29 : 15) / vectors) - 2;
        var parts = (gemm.Input.Width + most - 1) / most;
        var (adds, addsBias) = (k.AddsTo(gemm.Weight.Owner), gemm.Bias is { } b ? k.AddsTo(b) : "false");
        // Vectors of padding alone are zero, and stay so.
        for (var unit = 0; unit < gemm.Output.Width; unit += vectors * v.Lanes)
        {
            for (var part = 0; part < parts; part++)
            {
                var first = gemm.Input.Width * part / parts;
                var rows = (gemm.Input.Width * (part + 1) / parts) - first;
                var bias = part == 0 && gemm.Bias is { } slot ? $"gradient + {slot.Offset + unit}" : "null";
                var inputs = ofRows ? $"slice.Forward.Input + {first}" : lanes.Vector(lanes.At(gemm.Input), first);
                var deltas = $"{value.GradientPlace.From("workspace")} + {unit}, {value.GradientStride}";
                k.Writer.Line(lanes.TurnsDeltas
                    ? $"{TurnedOuter.Tile(lanes, rows, Math.Min(v.Lanes, gemm.Output.Width - unit), ofRows)}(slice.Forward.Samples, {inputs}, {lanes.Vector(lanes.DeltaAt(value), unit)}, {deltas},"
                    : $"{Tile(k, rows, vectors, ofRows)}(slice.Forward.Samples, {inputs}, {(ofRows ? gemm.Input.Width : lanes.Length)}, {deltas},");
                k.Writer.Line($"    gradient + {gemm.Weight.Owner.Offset + (first * panel) + unit}, {panel}, {adds}, {bias}, {addsBias});");
            }
        }
    }

    private static string Tile(KernelContext k, int rows, int vectors, bool ofRows)
    {
        var v = k.Target;
        var name = $"Outer{rows}x{vectors}{(ofRows ? "OfRows" : "")}";
        return k.Need(name, w =>
        {
            w.Line($"// to[{rows} inputs][{vectors * v.Lanes} units] = sum over samples of inputs (in {(ofRows ? "rows" : "lanes")}) times deltas (in rows), and bias = sum of deltas.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"public static void {name}(int samples, {k.Scalar}* inputs, nint block, {k.Scalar}* delta, nint row, {k.Scalar}* to, nint toRow, bool add, {k.Scalar}* bias, bool addBias)"))
            {
                for (var c = 0; c < vectors; c++)
                {
                    w.Line($"var bias{c} = {v.Zero};");
                    for (var r = 0; r < rows; r++) w.Line($"var sum{r}_{c} = {v.Zero};");
                }
                if (ofRows)
                {
                    using (w.Block("for (; samples > 0; samples--, inputs += block, delta += row)")) Sample("inputs", 1);
                }
                else
                {
                    using (w.Block($"for (; samples > 0; samples -= {v.Lanes}, inputs += block)"))
                    {
                        w.Line($"{k.Scalar}* sample = inputs;");
                        using (w.Block($"for (var n = global::System.Math.Min({v.Lanes}, samples); n > 0; n--, sample++, delta += row)")) Sample("sample", v.Lanes);
                    }
                }
                for (var r = 0; r < rows; r++)
                {
                    for (var c = 0; c < vectors; c++) Store(w, v, "to", c * v.Lanes, $"sum{r}_{c}", "add");
                    if (r + 1 < rows) w.Line("to += toRow;");
                }
                w.Line("if (bias == null) return;");
                for (var c = 0; c < vectors; c++) Store(w, v, "bias", c * v.Lanes, $"bias{c}", "addBias");
            }

            void Sample(string at, int step)
            {
                for (var c = 0; c < vectors; c++)
                {
                    w.Line($"var delta{c} = {v.Static}.LoadAligned(delta + {c * v.Lanes});");
                    w.Line($"bias{c} += delta{c};");
                }
                for (var r = 0; r < rows; r++)
                {
                    var input = $"{v.Static}.Create(*({at} + {r * step}))";
                    if (vectors > 1) w.Line($"var input{r} = {input};");
                    for (var c = 0; c < vectors; c++)
                        w.Line($"sum{r}_{c} = {v.Static}.FusedMultiplyAdd({(vectors > 1 ? $"input{r}" : input)}, delta{c}, sum{r}_{c});");
                }
            }
        });
    }

    /// <summary>Prints the statement that stores a sum, or adds it to what is there.</summary>
    public static void Store(SourceWriter w, VectorTarget v, string to, int at, string sum, string add) =>
        w.Line($"({add} ? {v.Static}.LoadAligned({to} + {at}) + {sum} : {sum}).StoreAligned({to} + {at});");
}
