using System;

namespace NetSpec.Generator;

/// <summary>Recurrences: a multiplication and a cell a step, forth and back; the weights' gradients are one multiplication over all steps.</summary>
internal sealed class RecurEmitter : OperationEmitter<Recur>
{
    public override string Form(Operation operation) => "a multiplication and a fused cell a step";

    protected override void Forward(Recur recur, KernelContext k)
    {
        var (w, states, hidden) = (k.Writer, recur.States, recur.Hidden);
        if (recur.Start is { } start)
            w.Line($"{k.Call(RowMethods.CopyRows(k))}({recur.Cell.StatesPerUnit}, state + {recur.StateOffset}, {hidden}, {start.Name}, {Padding.Round(hidden)}, {hidden});");
        using (w.Block($"{k.Call(RecurrenceMethods.Forward(recur.Cell, k))}(new Recurrence", "});"))
        {
            Rows(recur, k);
            w.Line($"Weight = {GemmEmitter.Matrix(recur.Weight, k)}, Bias = parameters + {recur.Bias.Offset}, StartsAtZero = {(recur.Start is null ? "true" : "false")},");
        }
        if (states != recur.Output)
            w.Line($"{k.Call(RowMethods.CopyRows(k))}(samples, {LastRow(states, states.Name, states.Stride)}, {recur.Output.Name}, {recur.Output.Stride}, {hidden});");
        if (recur.Start is null) return;
        w.Line($"{k.Call(RowMethods.CopyRows(k))}(1, {states.Name}, {states.Stride}, state + {recur.StateOffset}, {hidden}, {hidden});");
        if (recur.Memory is { } memory)
            w.Line($"{k.Call(RowMethods.CopyRows(k))}(1, {memory.Name}, {memory.Stride}, state + {recur.StateOffset + hidden}, {hidden}, {hidden});");
    }

    protected override void Backward(Recur recur, KernelContext k)
    {
        var (w, gates, sums, states) = (k.Writer, recur.Input, recur.Sums, recur.States);
        if (states != recur.Output)
        {
            var sample = states.RowsPerSample * states.GradientStride;
            w.Line($"{k.Call(ClearRows(k))}(samples, {states.GradientName}, {sample}, {sample});");
            w.Line($"{k.Call(RowMethods.CopyRows(k))}(samples, {recur.Output.GradientName}, {recur.Output.GradientStride}, {LastRow(states, states.GradientName, states.GradientStride)}, {recur.Hidden});");
        }
        using (w.Block($"{k.Call(RecurrenceMethods.Backward(recur.Cell, k))}(new Recurrence", "});"))
        {
            Rows(recur, k);
            w.Line($"Transposed = {GemmEmitter.Matrix(recur.Weight.Transposed, k)},");
            w.Line($"GatesGradient = {gates.GradientName}, GatesGradientRow = {gates.GradientStride}, StatesGradient = {states.GradientName}, StatesGradientRow = {states.GradientStride},");
            if (recur.Cell.KeepsSums) w.Line($"SumsGradient = {sums.GradientName}, SumsGradientRow = {sums.GradientStride},");
            if (recur.Memory is { } memory) w.Line($"MemoryGradient = {memory.GradientName}, MemoryGradientRow = {memory.GradientStride},");
        }
        ParameterGradients(recur, k);
    }

    // h_(t-1) meets the gradient of the gates at t. Rows shifted by one do that, except where a sample ends; its last state, which nobody
    // reads any more, is cleared for that.
    private static void ParameterGradients(Recur recur, KernelContext k)
    {
        var (w, sums, states, rows) = (k.Writer, recur.Sums, recur.States, KernelContext.Rows(recur.States));
        var owner = recur.Weight.Owner;
        k.Request(EpilogueEmitter.Gradient);
        w.Line($"{k.Call(RowMethods.SumRows(k))}({rows}, {sums.GradientName}, {sums.GradientStride}, gradient + {recur.Bias.Offset}, {sums.Width}, {k.AddsTo(recur.Bias)});");
        w.Line($"{k.Call(ClearRows(k))}(samples, {LastRow(states, states.Name, states.Stride)}, {recur.Hidden});");
        w.Line($"{k.Call("MultiplyTransposed")}<{EpilogueEmitter.Gradient}>(({rows}) - 1, {states.Name}, {states.Stride}, {recur.Hidden}, {sums.GradientName} + {sums.GradientStride}, {sums.GradientStride}, {sums.Width},");
        w.Line($"    new TileTarget {{ Memory = gradient + {owner.Offset}, Scale = {k.Target.Precision.Literal(1)}, Add = {k.AddsTo(owner)} }});");
    }

    private static string ClearRows(KernelContext k) => k.Need("ClearRows", w =>
    {
        using (w.Block($"public static void ClearRows(int rows, {k.Scalar}* to, nint row, int units)"))
            w.Line($"for (; rows > 0; rows--, to += row) new Span<{k.Scalar}>(to, units).Clear();");
    });

    // What both directions read.
    private static void Rows(Recur recur, KernelContext k)
    {
        var (gates, sums, states) = (recur.Input, recur.Sums, recur.States);
        var start = recur.Start?.Name ?? FormattableString.Invariant($"packed + {recur.Zeros}");
        k.Writer.Line($"Samples = samples, Steps = {recur.Steps}, Hidden = {recur.Hidden}, Start = {start},");
        k.Writer.Line($"Gates = {gates.Name}, GatesRow = {gates.Stride}, Sums = {sums.Name}, SumsRow = {sums.Stride}, States = {states.Name}, StatesRow = {states.Stride},");
        if (recur.Memory is { } memory) k.Writer.Line($"Memory = {memory.Name}, MemoryRow = {memory.Stride},");
    }

    // The last step of every sample: a pointer and what lies between two of them.
    private static string LastRow(Value states, string name, int stride) =>
        FormattableString.Invariant($"{name} + {(states.RowsPerSample - 1) * stride}, {states.RowsPerSample * stride}");

    // Half of the weight comes from the second-level cache at each step; a cell's exponentials and divisions take some forty operations a gate.
    public override double SampleCost(Operation operation, VectorTarget target)
    {
        var recur = (Recur)operation;
        return recur.Steps * Vectors(recur.Input, target) / recur.Input.RowsPerSample * ((1.5 * recur.Hidden) + 40);
    }

    public override bool CanUnroll(Operation operation) => false;

    protected override void Single(Recur recur, SingleContext s) => throw new InvalidOperationException("A recurrence has no unrolled form.");
}
