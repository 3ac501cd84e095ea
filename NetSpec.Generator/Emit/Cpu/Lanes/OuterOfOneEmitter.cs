namespace NetSpec.Generator;

/// <summary>
/// Gradient of a layer of one unit: with units in lanes all lanes but one would be padding, so samples stay in lanes, and each input's sum
/// over lanes is taken once a slice.
/// </summary>
internal static class OuterOfOneEmitter
{
    /// <summary>Whether a layer is one: its inputs must be in lanes.</summary>
    public static bool Fits(Gemm gemm) => gemm.Output.Width == 1 && !gemm.Input.IsInput;

    /// <summary>Prints the calls for a layer.</summary>
    public static void Print(Gemm gemm, LanesContext lanes)
    {
        var k = lanes.Kernel;
        var panel = Padding.Round(1);
        var (adds, addsBias) = (k.AddsTo(gemm.Weight.Owner), gemm.Bias is { } b ? k.AddsTo(b) : "false");
        // Registers for the sums, that of the bias and the deltas.
        var most = LanesSums.Most(k.Target);
        var parts = (gemm.Input.Width + most - 1) / most;
        for (var part = 0; part < parts; part++)
        {
            var first = gemm.Input.Width * part / parts;
            var rows = (gemm.Input.Width * (part + 1) / parts) - first;
            var bias = part == 0 && gemm.Bias is { } slot ? $"gradient + {slot.Offset}" : "null";
            k.Writer.Line($"{Sums(k, rows)}(slice.Forward.Samples, {lanes.Vector(lanes.At(gemm.Input), first)}, {lanes.Length}, {lanes.DeltaAt(gemm.Output)},");
            k.Writer.Line($"    gradient + {gemm.Weight.Owner.Offset + (first * panel)}, {adds}, {bias}, {addsBias});");
        }
    }

    private static string Sums(KernelContext k, int rows)
    {
        var (v, name) = (k.Target, $"OuterOfOne{rows}");
        SumOfLanes(k);
        return k.Need(name, w =>
        {
            w.Line($"// to[{rows} inputs][one unit] = sum over samples of inputs times deltas (both in lanes), and bias = sum of deltas.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"public static void {name}(int samples, {k.Scalar}* inputs, nint block, {k.Scalar}* deltas, {k.Scalar}* to, bool add, {k.Scalar}* bias, bool addBias)"))
            {
                w.Line($"var bias0 = {v.Zero};");
                for (var r = 0; r < rows; r++) w.Line($"var sum{r} = {v.Zero};");
                using (w.Block($"for (; samples > 0; samples -= {v.Lanes}, inputs += block, deltas += block)"))
                {
                    w.Line($"var delta = {v.Static}.LoadAligned(deltas);");
                    w.Line("bias0 += delta;");
                    for (var r = 0; r < rows; r++) w.Line($"sum{r} = {v.Static}.FusedMultiplyAdd({v.Static}.LoadAligned(inputs + {r * v.Lanes}), delta, sum{r});");
                }
                for (var r = 0; r < rows; r++) Store(w, v, "to", r * Padding.Round(1), $"sum{r}", "add");
                w.Line("if (bias == null) return;");
                Store(w, v, "bias", 0, "bias0", "addBias");
            }
        });
    }

    // The framework's sum adds every 128 bits by themselves, which takes twice the shuffles.
    private static void SumOfLanes(KernelContext k) => k.Need("SumOfLanes", w =>
    {
        var v = k.Target;
        w.Line("// Halves are added until 128 bits are left.");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (w.Block($"public static {k.Scalar} SumOfLanes({v.Type} lanes{v.Bits})"))
        {
            for (var bits = v.Bits; bits > 128; bits /= 2) w.Line($"var lanes{bits / 2} = lanes{bits}.GetLower() + lanes{bits}.GetUpper();");
            w.Line("return Vector128.Sum(lanes128);");
        }
    });

    // Padding beside the one unit is zero.
    private static void Store(SourceWriter w, VectorTarget v, string to, int at, string sum, string add)
    {
        OuterEmitter.Store(w, v, to, at, $"{v.Static}.CreateScalar(SumOfLanes({sum}))", add);
        for (var c = v.Lanes; c < Padding.Round(1); c += v.Lanes) w.Line($"{v.Zero}.StoreAligned({to} + {at + c});");
    }
}
