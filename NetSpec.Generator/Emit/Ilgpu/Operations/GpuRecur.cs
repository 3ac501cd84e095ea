using System;

namespace NetSpec.Generator;

/// <summary>Recurrences: a multiplication and a cell a step, forth and back. Rows of one step lie a whole sample apart.</summary>
internal sealed class GpuRecur : GpuOperationEmitter<Recur>
{
    protected override void Forward(Recur o, GpuContext k)
    {
        var (gates, sums, states, hidden) = (o.Input, o.Sums, o.States, o.Hidden);
        var cell = GpuCells.Forward(o.Cell, k);
        var sumsRow = o.Cell.KeepsSums ? o.Steps * sums.Width : sums.Width;
        using (k.Host.Block(FormattableString.Invariant($"for (var step = 0; step < {o.Steps}; step++)")))
        {
            var sumsStep = o.Cell.KeepsSums ? FormattableString.Invariant($"{sums.Name}.SubView(step * {sums.Width}L)") : sums.Name;
            // Before the first step the state is zero, and so is what it gives beside the bias: a depth of 0.
            GpuGemm.Multiply(k, o.Weight, "samples", FormattableString.Invariant($"{states.Name}.SubView(global::System.Math.Max(0, step - 1) * {hidden}L)"),
                FormattableString.Invariant($"{o.Steps * hidden}"), hidden, sums.Width, new LayerResult(true, false, null),
                FormattableString.Invariant($"{sumsStep}, {sumsRow}, {GpuContext.Parameter(o.Bias)}"), depthExpression: FormattableString.Invariant($"(step == 0 ? 0 : {hidden})"));
            k.Flat(cell, FormattableString.Invariant($"samples * {Padding.Round(hidden)}"), FormattableString.Invariant(
                $"{hidden}, {o.Steps}, step, {gates.Name}, {sums.Name}, {(o.Cell.KeepsSums ? o.Steps : 1)}, {states.Name}{(o.Memory is { } m ? ", " + m.Name : "")}"));
        }
        if (states != o.Output)
            k.Flat(GpuConcatenate.CopyBlock(k), FormattableString.Invariant($"samples * {hidden}"), FormattableString.Invariant($"{hidden}, {states.Name}, {(o.Steps - 1) * hidden}, {o.Steps * hidden}, {o.Output.Name}, 0, {hidden}"));
    }

    protected override void Backward(Recur o, GpuContext k)
    {
        var (gates, sums, states, hidden) = (o.Input, o.Sums, o.States, o.Hidden);
        if (states != o.Output)
        {
            k.Clear(states.GradientName, GpuContext.Count(states));
            k.Flat(GpuConcatenate.CopyBlock(k), FormattableString.Invariant($"samples * {hidden}"), FormattableString.Invariant($"{hidden}, {o.Output.GradientName}, 0, {hidden}, {states.GradientName}, {(o.Steps - 1) * hidden}, {o.Steps * hidden}"));
        }
        if (o.Memory is not null) k.Clear(o.Memory.GradientName, GpuContext.Count(o.Memory));
        var cell = GpuCells.Backward(o.Cell, k);
        using (k.Host.Block(FormattableString.Invariant($"for (var step = {o.Steps - 1}; step >= 0; step--)")))
        {
            var keeps = o.Cell.KeepsSums ? $", {sums.Name}, {sums.GradientName}" : "";
            var memory = o.Memory is { } m ? $", {m.Name}, {m.GradientName}" : "";
            k.Flat(cell, FormattableString.Invariant($"samples * {Padding.Round(hidden)}"), FormattableString.Invariant(
                $"{hidden}, {o.Steps}, step, {gates.Name}, {gates.GradientName}, {states.Name}, {states.GradientName}{keeps}{memory}"));
            using (k.Host.Block("if (step > 0)"))
            {
                GpuGemm.Multiply(k, o.Weight.Transposed, "samples", FormattableString.Invariant($"{sums.GradientName}.SubView(step * {sums.Width}L)"),
                    FormattableString.Invariant($"{o.Steps * sums.Width}"), sums.Width, hidden, new AddedResult(),
                    FormattableString.Invariant($"{states.GradientName}.SubView((step - 1) * {hidden}L), {o.Steps * hidden}"));
            }
        }
        ParameterGradients(o, k);
    }

    // h_(t-1) meets the gradient of the gates at t. Rows shifted by one do that, except where a sample ends; its last state, which nobody
    // reads any more, is cleared for that.
    private static void ParameterGradients(Recur o, GpuContext k)
    {
        var (sums, states, rows) = (o.Sums, o.States, GpuContext.Rows(o.States));
        GpuGemm.BiasGradient(k, o.Bias, rows, sums.GradientName, sums.Width);
        if (o.Steps == 1)
        {
            k.Host.Line("// One step has no state before it, so that the weight has no gradient.");
            using (k.Host.Block($"if (!{k.AddsTo(o.Weight.Owner)})"))
                k.Clear(GpuContext.GradientOf(o.Weight.Owner), FormattableString.Invariant($"{o.Weight.Owner.PackedLength}"));
            return;
        }
        var clear = k.FlatKernel("ClearLast", "int units, int steps, FloatView x", w => w.Line("x[(((i / units * steps) + steps - 1) * units) + (i % units)] = 0f;"));
        k.Flat(clear, FormattableString.Invariant($"samples * {o.Hidden}"), FormattableString.Invariant($"{o.Hidden}, {o.Steps}, {states.Name}"));
        GpuGemm.WeightGradient(k, o.Weight, null, $"({rows} - 1)", states.Name, o.Hidden, FormattableString.Invariant($"{sums.GradientName}.SubView({sums.Width})"), sums.Width);
    }
}
