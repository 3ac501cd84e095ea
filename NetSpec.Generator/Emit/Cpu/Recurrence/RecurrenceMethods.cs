namespace NetSpec.Generator;

/// <summary>
/// Helper methods that walk the steps of a recurrence. Rows of one step lie a whole sample apart, and tiles take any row stride, so that
/// nothing is transposed.
/// </summary>
internal static class RecurrenceMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Asks for the method that computes every step and returns its name.</summary>
    public static string Forward(RecurrentCell cell, KernelContext k)
    {
        Helpers(k);
        GateMethods.Need(CellCodes.Of(cell), k);
        var epilogue = k.Forward(SumChange.AddBias, activation: null);
        var single = SingleRecurrence.Suits(cell) ? SingleRecurrence.Steps(cell, k) : null;
        return k.Need($"{cell.Name}Steps", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void {cell.Name}Steps(in Recurrence all)"))
            {
                w.Line("var units = (all.Hidden + 15) & ~15;");
                if (single is not null)
                {
                    using (w.Block($"if (all.Samples == 1 && {cell.Gates} * units % 32 == 0)"))
                    {
                        w.Line($"{single}(all);");
                        w.Line("return;");
                    }
                }
                Sample(w, k, cell, "Gates", "Sums", "States", cell.HasMemory ? "Memory" : null);
                w.Line($"{k.Scalar}* previous = all.Start, gates = all.Gates, sums = all.Sums, states = all.States;");
                if (cell.HasMemory) w.Line($"{k.Scalar}* previousMemory = all.Start + units, memory = all.Memory;");
                w.Line("nint previousSample = 0;");
                w.Line("var inputs = all.StartsAtZero ? 0 : all.Hidden;");
                using (w.Block("for (var step = 0; step < all.Steps; step++)"))
                {
                    w.Line($"Multiply<{epilogue}>(all.Samples, previous, previousSample, all.Weight, inputs, {cell.Gates} * units, new TileTarget {{ Memory = sums, Row = sumsSample, Bias = all.Bias }});");
                    w.Line($"{k.Scalar}* x = gates, s = sums, p = previous, h = states{(cell.HasMemory ? ", q = previousMemory, c = memory" : "")};");
                    var advance = "x += gatesSample, s += sumsSample, p += previousSample, h += statesSample" + (cell.HasMemory ? ", q += previousMemorySample, c += memorySample" : "");
                    if (cell.HasMemory) w.Line("var previousMemorySample = step == 0 ? 0 : memorySample;");
                    Rows(w, k, advance, CellCodes.Of(cell).Forward);
                    w.Line("previous = states; previousSample = statesSample; inputs = all.Hidden;");
                    w.Line($"gates += all.GatesRow; states += all.StatesRow;{(cell.KeepsSums ? " sums += all.SumsRow;" : "")}{(cell.HasMemory ? " previousMemory = memory; memory += all.MemoryRow;" : "")}");
                }
            }
        });
    }

    /// <summary>Asks for the method that walks back from the last step and returns its name.</summary>
    public static string Backward(RecurrentCell cell, KernelContext k)
    {
        Helpers(k);
        k.Request(EpilogueEmitter.Add);
        return k.Need($"{cell.Name}StepsBack", w =>
        {
            w.Line("// From the gradient of every h_t to that of the gates; what reaches h_(t-1) through the cell is added to its gradient on the way.");
            w.Line(Optimized);
            using (w.Block($"public static void {cell.Name}StepsBack(in Recurrence all)"))
            {
                var sums = cell.KeepsSums ? "Sums" : null;
                w.Line("var units = (all.Hidden + 15) & ~15;");
                Sample(w, k, cell, "Gates", sums, "States", cell.HasMemory ? "Memory" : null);
                w.Line("nint gatesGradientSample = all.Steps * all.GatesGradientRow, statesGradientSample = all.Steps * all.StatesGradientRow;");
                if (cell.KeepsSums) w.Line("nint sumsGradientSample = all.Steps * all.SumsGradientRow;");
                if (cell.HasMemory) w.Line($"for (var row = 0; row < all.Samples; row++) new Span<{k.Scalar}>(all.MemoryGradient + (row * all.MemoryGradientRow), units).Clear();");
                using (w.Block("for (nint step = all.Steps - 1; step >= 0; step--)"))
                {
                    w.Line("var hasPrevious = step > 0;");
                    Pointer(w, k, "x", "Gates");
                    Pointer(w, k, "dx", "GatesGradient");
                    Pointer(w, k, "h", "States");
                    Pointer(w, k, "dh", "StatesGradient");
                    w.Line($"{k.Scalar}* p = hasPrevious ? h - all.StatesRow : all.Start, dp = dh - all.StatesGradientRow;");
                    w.Line("var previousSample = hasPrevious ? statesSample : 0;");
                    var advance = "x += gatesSample, dx += gatesGradientSample, p += previousSample, h += statesSample, dh += statesGradientSample, dp += statesGradientSample";
                    if (cell.KeepsSums)
                    {
                        Pointer(w, k, "s", "Sums");
                        Pointer(w, k, "ds", "SumsGradient");
                        advance += ", s += sumsSample, ds += sumsGradientSample";
                    }
                    if (cell.HasMemory)
                    {
                        Pointer(w, k, "c", "Memory");
                        w.Line($"{k.Scalar}* q = hasPrevious ? c - all.MemoryRow : all.Start, dc = all.MemoryGradient;");
                        w.Line("var previousMemorySample = hasPrevious ? memorySample : 0;");
                        advance += ", q += previousMemorySample, c += memorySample, dc += all.MemoryGradientRow";
                    }
                    Rows(w, k, advance, CellCodes.Of(cell).Backward);
                    var gradient = cell.KeepsSums ? "Sums" : "Gates";
                    using (w.Block("if (hasPrevious)"))
                    {
                        w.Line($"Multiply<{EpilogueEmitter.Add}>(all.Samples, all.{gradient}Gradient + (step * all.{gradient}GradientRow), {gradient.ToLowerInvariant()}GradientSample, all.Transposed, {cell.Gates} * units, all.Hidden,");
                        w.Line("    new TileTarget { Memory = all.StatesGradient + ((step - 1) * all.StatesGradientRow), Row = statesGradientSample });");
                    }
                }
            }
        });
    }

    private static void Sample(SourceWriter w, KernelContext k, RecurrentCell cell, params string?[] rows)
    {
        foreach (var name in rows)
        {
            if (name is null) continue;
            var steps = name == "Sums" && !cell.KeepsSums ? "" : "all.Steps * ";
            w.Line($"nint {name.ToLowerInvariant()}Sample = {steps}all.{name}Row;");
        }
    }

    private static void Pointer(SourceWriter w, KernelContext k, string pointer, string rows) =>
        w.Line($"{k.Scalar}* {pointer} = all.{rows} + (step * all.{rows}Row);");

    private static void Rows(SourceWriter w, KernelContext k, string advance, System.Func<CellPrinter, string> body)
    {
        using (w.Block($"for (var row = all.Samples; row > 0; row--, {advance})"))
        using (w.Block($"for (var i = 0; i < units; i += {k.Target.Lanes})"))
            w.Lines(body(new CellPrinter(k.Target)));
    }

    private static void Helpers(KernelContext k)
    {
        k.Activation(ActivationCodes.Of(new Spec.ActivationSpec(Activation.Sigmoid)));
        k.Activation(ActivationCodes.Of(new Spec.ActivationSpec(Activation.Tanh)));
        k.Type("Recurrence", w =>
        {
            w.Line("/// <summary>What a recurrence works on: rows of steps, a sample's steps one after another.</summary>");
            using (w.Block("internal struct Recurrence"))
            {
                w.Line("public int Samples, Steps, Hidden;");
                w.Line($"public {k.Scalar}* Start, Gates, Sums, States, Memory, Weight, Bias, Transposed;");
                w.Line($"public {k.Scalar}* GatesGradient, SumsGradient, StatesGradient, MemoryGradient;");
                w.Line("public nint GatesRow, SumsRow, StatesRow, MemoryRow;");
                w.Line("public nint GatesGradientRow, SumsGradientRow, StatesGradientRow, MemoryGradientRow;");
                w.Line("public bool StartsAtZero;");
            }
        });
    }
}
