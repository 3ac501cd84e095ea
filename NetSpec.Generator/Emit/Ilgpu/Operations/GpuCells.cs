using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

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
