using System;
using System.Collections.Generic;
using System.Linq;

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
            GpuGemm.Multiply(k, o.Weight, "samples", FormattableString.Invariant($"{states.Name}.SubView(Math.Max(0, step - 1) * {hidden}L)"),
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
            k.Host.Line($"{states.GradientName}.MemSetToZero(stream);");
            k.Flat(GpuConcatenate.CopyBlock(k), FormattableString.Invariant($"samples * {hidden}"), FormattableString.Invariant($"{hidden}, {o.Output.GradientName}, 0, {hidden}, {states.GradientName}, {(o.Steps - 1) * hidden}, {o.Steps * hidden}"));
        }
        if (o.Memory is not null) k.Host.Line($"{o.Memory.GradientName}.MemSetToZero(stream);");
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
        var clear = k.FlatKernel("ClearLast", "int units, int steps, FloatView x", w => w.Line("x[(((i / units * steps) + steps - 1) * units) + (i % units)] = 0f;"));
        k.Flat(clear, FormattableString.Invariant($"samples * {o.Hidden}"), FormattableString.Invariant($"{o.Hidden}, {o.Steps}, {states.Name}"));
        GpuGemm.WeightGradient(k, o.Weight, null, $"({rows} - 1)", states.Name, o.Hidden, FormattableString.Invariant($"{sums.GradientName}.SubView({sums.Width})"), sums.Width);
    }
}

/// <summary>
/// The cells' formulas, one unit of one sample a thread; they are PyTorch's. Gates lie in blocks of padded units, whose padding is kept at
/// zero: it has no state, and its gradient must be zero.
/// </summary>
internal static class GpuCells
{
    private sealed record Cell(RecurrentCell Kind, string Forward, string Backward);

    private static readonly Dictionary<RecurrentCell, Cell> Table = new[]
    {
        new Cell(RecurrentCell.Rnn,
            "h[now] = Tanh(x[gate] + s[sum]);",
            "dx[gate] = dh[now] * (1f - (h[now] * h[now]));"),
        new Cell(RecurrentCell.Gru,
            """
            var r = Sigmoid(x[gate] + s[sum]);
            var z = Sigmoid(x[gate + padded] + s[sum + padded]);
            var n = Tanh(x[gate + (2 * padded)] + (r * s[sum + (2 * padded)]));
            x[gate] = r;
            x[gate + padded] = z;
            x[gate + (2 * padded)] = n;
            h[now] = n + (z * ((step == 0 ? 0f : h[now - hidden]) - n));
            """,
            """
            float r = x[gate], z = x[gate + padded], n = x[gate + (2 * padded)], d = dh[now];
            var previous = step == 0 ? 0f : h[now - hidden];
            var dn = d * (1f - z) * (1f - (n * n));
            var dz = d * (previous - n) * z * (1f - z);
            var dr = dn * s[gate + (2 * padded)] * r * (1f - r);
            dx[gate] = dr;
            dx[gate + padded] = dz;
            dx[gate + (2 * padded)] = dn;
            ds[gate] = dr;
            ds[gate + padded] = dz;
            ds[gate + (2 * padded)] = dn * r;
            if (step > 0) dh[now - hidden] += d * z;
            """),
        new Cell(RecurrentCell.Lstm,
            """
            var input = Sigmoid(x[gate] + s[sum]);
            var forget = Sigmoid(x[gate + padded] + s[sum + padded]);
            var candidate = Tanh(x[gate + (2 * padded)] + s[sum + (2 * padded)]);
            var output = Sigmoid(x[gate + (3 * padded)] + s[sum + (3 * padded)]);
            var cell = (forget * (step == 0 ? 0f : c[now - hidden])) + (input * candidate);
            x[gate] = input;
            x[gate + padded] = forget;
            x[gate + (2 * padded)] = candidate;
            x[gate + (3 * padded)] = output;
            c[now] = cell;
            h[now] = output * Tanh(cell);
            """,
            """
            float input = x[gate], forget = x[gate + padded], candidate = x[gate + (2 * padded)], output = x[gate + (3 * padded)], d = dh[now];
            var t = Tanh(c[now]);
            var dm = dc[now] + (d * output * (1f - (t * t)));
            dx[gate] = dm * candidate * input * (1f - input);
            dx[gate + padded] = dm * (step == 0 ? 0f : c[now - hidden]) * forget * (1f - forget);
            dx[gate + (2 * padded)] = dm * input * (1f - (candidate * candidate));
            dx[gate + (3 * padded)] = d * t * output * (1f - output);
            if (step > 0) dc[now - hidden] = dm * forget;
            """),
    }.ToDictionary(c => c.Kind);

    public static string Forward(RecurrentCell cell, GpuContext k)
    {
        Helpers(k);
        return k.FlatKernel($"{cell.Name}Step", $"int hidden, int steps, int step, FloatView x, FloatView s, int sumSteps, FloatView h{(cell.HasMemory ? ", FloatView c" : "")}", w =>
        {
            Places(w, cell);
            w.Line($"var sum = (((sample * sumSteps) + (sumSteps == 1 ? 0 : step)) * {cell.Gates} * padded) + unit;");
            using (w.Block("if (unit < hidden)")) w.Lines(Table[cell].Forward);
        });
    }

    public static string Backward(RecurrentCell cell, GpuContext k)
    {
        Helpers(k);
        var keeps = cell.KeepsSums ? ", FloatView s, FloatView ds" : "";
        var memory = cell.HasMemory ? ", FloatView c, FloatView dc" : "";
        return k.FlatKernel($"{cell.Name}StepBack", $"int hidden, int steps, int step, FloatView x, FloatView dx, FloatView h, FloatView dh{keeps}{memory}", w =>
        {
            Places(w, cell);
            using (w.Block("if (unit < hidden)")) w.Lines(Table[cell].Backward);
            using (w.Block("else"))
            {
                for (var g = 0; g < cell.Gates; g++)
                {
                    w.Line($"dx[gate + ({g} * padded)] = 0f;");
                    if (cell.KeepsSums) w.Line($"ds[gate + ({g} * padded)] = 0f;");
                }
            }
        });
    }

    private static void Places(SourceWriter w, RecurrentCell cell)
    {
        w.Line("var padded = (hidden + 15) & ~15;");
        w.Line("int sample = i / padded, unit = i - (sample * padded), row = (sample * steps) + step;");
        w.Line($"int gate = (row * {cell.Gates} * padded) + unit, now = (row * hidden) + unit;");
    }

    private static void Helpers(GpuContext k)
    {
        k.Activation(ActivationCodes.Of(new Spec.ActivationSpec(Activation.Sigmoid)));
        k.Activation(ActivationCodes.Of(new Spec.ActivationSpec(Activation.Tanh)));
    }
}
