using System;

namespace NetSpec.Generator;

/// <summary>Convolutions whose kernels read a few channels only: too thin for tiles, so a thread takes a value of the result.</summary>
internal static class GpuGroupedConvolution
{
    private const int Parts = 64;

    /// <summary>Prints the forward pass; <paramref name="index"/> gives the place of a unit's weight for an input of its group and a tap.</summary>
    public static void Forward(Convolution o, GpuContext k, Func<string, string, string, string> index)
    {
        var activation = o.Activation is { } a ? k.Activation(ActivationCodes.Of(a)) : null;
        var hasBias = o.Bias is not null;
        var name = k.FlatKernel($"Grouped{Suffix(o)}{(hasBias ? "Bias" : "")}{activation}", $"FloatView x, FloatView weight, FloatView y{(hasBias ? ", FloatView bias" : "")}", w =>
        {
            var (lines, pixels, inputs) = (o.Grid.Lines, o.Grid.Pixels, o.Input.Width / o.Groups);
            Place(w, lines.Positions, pixels.Positions, o.Output.Width, "unit");
            w.Line($"var first = unit / {o.Output.Width / o.Groups} * {inputs};");
            w.Line("var sum = 0f;");
            using (w.Block($"for (var tap = 0; tap < {o.Grid.Taps}; tap++)"))
            {
                w.Line($"int v = (line * {lines.Stride}) - {lines.Before} + (tap / {pixels.Window} * {lines.Dilation}), u = (pixel * {pixels.Stride}) - {pixels.Before} + (tap % {pixels.Window} * {pixels.Dilation});");
                using (w.Block($"if (v >= 0 && v < {lines.Size} && u >= 0 && u < {pixels.Size})"))
                {
                    w.Line($"for (var n = 0; n < {inputs}; n++)");
                    w.Line($"    sum += x[(((((sample * {lines.Size}) + v) * {pixels.Size}) + u) * {o.Input.Width}) + first + n] * weight[{index("unit", "n", "tap")}];");
                }
            }
            var value = hasBias ? "sum + bias[unit]" : "sum";
            w.Line($"y[i] = {(activation is null ? value : $"{activation}({value})")};");
        });
        var bias = hasBias ? ", " + GpuContext.Parameter(o.Bias!) : "";
        k.Flat(name, GpuContext.Count(o.Output), $"{o.Input.Name}, {GpuContext.Parameter(o.Weight)}, {o.Output.Name}{bias}");
    }

    /// <summary>Prints the gradients of kernels, bias and input.</summary>
    public static void Backward(Convolution o, GpuContext k, Func<string, string, string, string> index)
    {
        KernelGradient(o, k, index);
        if (o.Bias is not null) GpuGemm.BiasGradient(k, o.Bias, GpuContext.Rows(o.Output), o.Output.GradientName, o.Output.Width);
        using (k.IfWanted(o.Input)) InputGradient(o, k, index);
    }

    private static void KernelGradient(Convolution o, GpuContext k, Func<string, string, string, string> index)
    {
        var (lines, pixels, inputs) = (o.Grid.Lines, o.Grid.Pixels, o.Input.Width / o.Groups);
        var (values, length) = (o.Output.Width * inputs * o.Grid.Taps, o.Weight.PackedLength);
        k.ReservePartials(Parts * length);
        var name = k.FlatKernel($"GroupedGradient{Suffix(o)}", "int rows, int rowsOfPart, FloatView x, FloatView g, FloatView partials", w =>
        {
            w.Line($"int part = i / {values}, value = i - (part * {values}), unit = value % {o.Output.Width}, rest = value / {o.Output.Width};");
            w.Line($"int n = rest % {inputs}, tap = rest / {inputs}, first = unit / {o.Output.Width / o.Groups} * {inputs};");
            w.Line("var end = global::System.Math.Min(rows, (part + 1) * rowsOfPart);");
            w.Line("var sum = 0f;");
            using (w.Block("for (var place = part * rowsOfPart; place < end; place++)"))
            {
                w.Line($"int row = place / {pixels.Positions}, sample = row / {lines.Positions};");
                w.Line($"int v = ((row - (sample * {lines.Positions})) * {lines.Stride}) - {lines.Before} + (tap / {pixels.Window} * {lines.Dilation}), u = ((place - (row * {pixels.Positions})) * {pixels.Stride}) - {pixels.Before} + (tap % {pixels.Window} * {pixels.Dilation});");
                w.Line($"if (v >= 0 && v < {lines.Size} && u >= 0 && u < {pixels.Size})");
                w.Line($"    sum += x[(((((sample * {lines.Size}) + v) * {pixels.Size}) + u) * {o.Input.Width}) + first + n] * g[(place * {o.Output.Width}) + unit];");
            }
            w.Line(FormattableString.Invariant($"partials[(part * {length}) + {index("unit", "n", "tap")}] = sum;"));
        });
        using (k.Host.Block())
        {
            GpuGemm.Parts(k, GpuContext.Rows(o.Output), Parts);
            k.Host.Line("// Padding and places across groups have no gradient.");
            k.Host.Line(FormattableString.Invariant($"partials.SubView(0, parts * {length}L).MemSetToZero(stream);"));
            k.Flat(name, $"parts * {values}", $"{GpuContext.Rows(o.Output)}, rowsOfPart, {o.Input.Name}, {o.Output.GradientName}, partials");
            Reductions.AddParts(k, o.Weight, "partials", "parts");
        }
    }

    private static void InputGradient(Convolution o, GpuContext k, Func<string, string, string, string> index)
    {
        var (lines, pixels) = (o.Grid.Lines, o.Grid.Pixels);
        var (inputs, units) = (o.Input.Width / o.Groups, o.Output.Width / o.Groups);
        var masks = o.MasksInputGradient;
        var name = k.FlatKernel($"GroupedInputGradient{Suffix(o)}{(masks ? "Masked" : "")}", $"FloatView g, FloatView weight, FloatView gx{(masks ? ", FloatView mask" : "")}", w =>
        {
            Place(w, lines.Size, pixels.Size, o.Input.Width, "channel");
            w.Line($"int group = channel / {inputs}, n = channel - (group * {inputs});");
            w.Line("var sum = 0f;");
            using (w.Block($"for (var tap = 0; tap < {o.Grid.Taps}; tap++)"))
            {
                w.Line($"int down = line + {lines.Before} - (tap / {pixels.Window} * {lines.Dilation}), across = pixel + {pixels.Before} - (tap % {pixels.Window} * {pixels.Dilation});");
                w.Line($"int v = down / {lines.Stride}, u = across / {pixels.Stride};");
                using (w.Block($"if (down >= 0 && v * {lines.Stride} == down && v < {lines.Positions} && across >= 0 && u * {pixels.Stride} == across && u < {pixels.Positions})"))
                using (w.Block($"for (var unit = group * {units}; unit < (group + 1) * {units}; unit++)"))
                    w.Line($"sum += g[(((((sample * {lines.Positions}) + v) * {pixels.Positions}) + u) * {o.Output.Width}) + unit] * weight[{index("unit", "n", "tap")}];");
            }
            w.Line(masks ? "gx[i] = mask[i] > 0f ? sum : 0f;" : "gx[i] = sum;");
        });
        k.Flat(name, GpuContext.Count(o.Input), $"{o.Output.GradientName}, {GpuContext.Parameter(o.Weight)}, {o.Input.GradientName}{(masks ? ", " + o.Input.Name : "")}");
    }

    private static void Place(SourceWriter w, int lines, int pixels, int channels, string channel)
    {
        w.Line($"int at = i / {channels}, {channel} = i - (at * {channels}), row = at / {pixels}, pixel = at - (row * {pixels}), sample = row / {lines}, line = row - (sample * {lines});");
    }

    private static string Suffix(Convolution o) => FormattableString.Invariant($"{GridName.Of(o.Grid)}x{o.Input.Width}x{o.Output.Width}x{o.Groups}");
}
