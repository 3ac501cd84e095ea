using System;
using System.Globalization;

namespace NetSpec.Generator;

/// <summary>Pooling; a thread takes a value. The gradient is gathered, window by window, so that no two threads write to one place.</summary>
internal sealed class GpuPool : GpuOperationEmitter<Pool>
{
    protected override void Forward(Pool o, GpuContext k)
    {
        var name = k.FlatKernel($"{(o.IsMean ? "Mean" : "Max")}Pool{Suffix(o)}", "FloatView x, FloatView y", w =>
        {
            Place(w, "i", o.Grid.Lines.Positions, o.Grid.Pixels.Positions, o.Input.Width);
            Window(w, o, "line", "pixel");
            w.Line(o.IsMean ? "var value = 0f;" : FormattableString.Invariant($"var value = x[{At(o, "top", "left")}];"));
            using (w.Block("for (var v = top; v < bottom; v++)"))
            using (w.Block("for (var u = left; u < right; u++)"))
            {
                w.Line($"var here = x[{At(o, "v", "u")}];");
                // A comparison that is false for NaN lets it through.
                w.Line(o.IsMean ? "value += here;" : "value = here <= value ? value : here;");
            }
            w.Line(o.IsMean ? "y[i] = value / ((bottom - top) * (right - left));" : "y[i] = value;");
        });
        k.Flat(name, GpuContext.Count(o.Output), $"{o.Input.Name}, {o.Output.Name}");
    }

    protected override void Backward(Pool o, GpuContext k)
    {
        using (k.IfWanted(o.Input))
        {
            var name = k.FlatKernel($"{(o.IsMean ? "Mean" : "Max")}PoolGradient{(o.MasksInputGradient ? "Masked" : "")}{Suffix(o)}", "FloatView x, FloatView y, FloatView gy, FloatView gx", w =>
            {
                var (lines, pixels) = (o.Grid.Lines, o.Grid.Pixels);
                Place(w, "i", lines.Size, pixels.Size, o.Input.Width);
                w.Line("var sum = 0f;");
                w.Line($"// Windows that hold this pixel.");
                using (w.Block($"for (var v = global::System.Math.Max(0, (line + {lines.Before} - {lines.Window} + {lines.Stride}) / {lines.Stride}); v < {lines.Positions} && (v * {lines.Stride}) - {lines.Before} <= line; v++)"))
                using (w.Block($"for (var u = global::System.Math.Max(0, (pixel + {pixels.Before} - {pixels.Window} + {pixels.Stride}) / {pixels.Stride}); u < {pixels.Positions} && (u * {pixels.Stride}) - {pixels.Before} <= pixel; u++)"))
                {
                    Window(w, o, "v", "u");
                    w.Line($"var at = (((((sample * {lines.Positions}) + v) * {pixels.Positions}) + u) * {o.Input.Width}) + channel;");
                    if (o.IsMean)
                    {
                        w.Line("if (line < bottom && pixel < right) sum += gy[at] / ((bottom - top) * (right - left));");
                    }
                    else
                    {
                        w.Line("// The first pixel that equals the window's greatest value takes the gradient.");
                        w.Line("var isFirst = line < bottom && pixel < right && x[i] == y[at];");
                        w.Line("for (var a = top; a < bottom && isFirst; a++)");
                        w.Line("    for (var b = left; b < right && (a < line || (a == line && b < pixel)); b++)");
                        w.Line($"        if (x[{At(o, "a", "b")}] == y[at]) isFirst = false;");
                        w.Line("if (isFirst) sum += gy[at];");
                    }
                }
                w.Line(o.MasksInputGradient ? "gx[i] = x[i] > 0f ? sum : 0f;" : "gx[i] = sum;");
            });
            k.Flat(name, GpuContext.Count(o.Input), $"{o.Input.Name}, {o.Output.Name}, {o.Output.GradientName}, {o.Input.GradientName}");
        }
    }

    // Sample, line, pixel and channel of a value.
    private static void Place(SourceWriter w, string index, int lines, int pixels, int channels)
    {
        w.Line($"int place = {index} / {channels}, channel = {index} - (place * {channels});");
        w.Line($"int row = place / {pixels}, pixel = place - (row * {pixels});");
        w.Line($"int sample = row / {lines}, line = row - (sample * {lines});");
    }

    private static void Window(SourceWriter w, Pool o, string line, string pixel)
    {
        var (lines, pixels) = (o.Grid.Lines, o.Grid.Pixels);
        w.Line($"int top = global::System.Math.Max(0, ({line} * {lines.Stride}) - {lines.Before}), bottom = global::System.Math.Min({lines.Size}, ({line} * {lines.Stride}) - {lines.Before} + {lines.Window});");
        w.Line($"int left = global::System.Math.Max(0, ({pixel} * {pixels.Stride}) - {pixels.Before}), right = global::System.Math.Min({pixels.Size}, ({pixel} * {pixels.Stride}) - {pixels.Before} + {pixels.Window});");
    }

    private static string At(Pool o, string line, string pixel) =>
        FormattableString.Invariant($"(((((sample * {o.Grid.Lines.Size}) + {line}) * {o.Grid.Pixels.Size}) + {pixel}) * {o.Input.Width}) + channel");

    private static string Suffix(Pool o) => GridName.Of(o.Grid) + "x" + o.Input.Width.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Names of kernels that have a geometry printed into them.</summary>
internal static class GridName
{
    public static string Of(WindowGrid grid) => Axis(grid.Lines) + "By" + Axis(grid.Pixels);

    private static string Axis(WindowAxis a) =>
        string.Join("_", new[] { a.Size, a.Window, a.Stride, a.Dilation, a.Before, a.After }.AsInvariant());

    private static System.Collections.Generic.IEnumerable<string> AsInvariant(this int[] values)
    {
        foreach (var value in values) yield return value.ToString(CultureInfo.InvariantCulture);
    }
}
