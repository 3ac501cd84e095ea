using System;

namespace NetSpec.Generator;

/// <summary>Helper methods and structs that say how a convolution or a pool walks over images.</summary>
internal static class WalkMethods
{
    /// <summary>Declares a walk, once where several calls walk alike, and gives its name in generated code.</summary>
    public static string Print(ConvolutionWalk walk, KernelContext k)
    {
        Declare(k);
        var text = FormattableString.Invariant(
            $"{Axes(walk)},\nFrom = {walk.Row}, Row = {walk.ScratchRow}, Inputs = {walk.Inputs}, Units = {walk.Units}, Groups = {walk.Groups}, Span = {walk.Span},\n");
        var name = k.NameOf(FormattableString.Invariant($"Walk{walk.Inputs}To{walk.Units}Over{walk.Lines.Places}x{walk.Pixels.Places}"), text);
        k.Type(name, w =>
        {
            using (w.Block($"private static readonly Walk {name} = new()", "};")) w.Lines(text.TrimEnd('\n'));
        });
        return name;
    }

    /// <summary>Asks for the method that puts zeros around one sample.</summary>
    public static string PadSample(KernelContext k) => k.Need("PadSample", w =>
    {
        w.Line("// One sample with zeros around it, and without padding lanes where channels are few, in the scratch memory; else where it lies.");
        using (w.Block($"public static {k.Scalar}* PadSample({k.Scalar}* x, in Walk walk, {k.Scalar}* scratch)"))
        {
            w.Line("if (walk.From == walk.Row && walk.Lines.Padded == walk.Lines.Size && walk.Pixels.Padded == walk.Pixels.Size) return x;");
            w.Line("nint line = walk.Pixels.Size * walk.Row, before = walk.Pixels.Before * walk.Row, after = (walk.Pixels.Padded * walk.Row) - before - line;");
            w.Line($"{k.Scalar}* to = scratch;");
            w.Line("Zero(ref to, walk.Lines.Before * (before + line + after));");
            using (w.Block("for (var i = 0; i < walk.Lines.Size; i++, x += walk.Pixels.Size * walk.From)"))
            {
                w.Line("Zero(ref to, before);");
                w.Line($"{RowMethods.CopyRows(k)}(walk.Pixels.Size, x, walk.From, to, walk.Row, (int)walk.Row);");
                w.Line("to += line;");
                w.Line("Zero(ref to, after);");
            }
            w.Line("Zero(ref to, (walk.Lines.Padded - walk.Lines.Before - walk.Lines.Size) * (before + line + after));");
            w.Line("return scratch;");
        }
        w.Line();
        using (w.Block($"public static void Zero(ref {k.Scalar}* to, nint length)"))
        {
            w.Line($"if (length > 0) global::System.Runtime.InteropServices.NativeMemory.Clear(to, (nuint)length * {k.Target.Precision.Bytes});");
            w.Line("to += length;");
        }
    });

    /// <summary>Asks for the method that copies one sample, or one plane, into the middle of memory whose border is zero.</summary>
    public static string CopyInside(KernelContext k) => k.Need("CopyInside", w =>
    {
        w.Line("// One sample, or one plane, into the middle of memory that is zero around it.");
        using (w.Block($"public static void CopyInside({k.Scalar}* x, in Walk walk, {k.Scalar}* to)"))
        {
            w.Line("nint line = walk.Pixels.Size * walk.Row, step = walk.Pixels.Padded * walk.Row;");
            w.Line("to += (walk.Lines.Before * step) + (walk.Pixels.Before * walk.Row);");
            w.Line("for (var n = walk.Lines.Size; n > 0; n--, x += line, to += step)");
            w.Line($"    new ReadOnlySpan<{k.Scalar}>(x, (int)line).CopyTo(new Span<{k.Scalar}>(to, (int)line));");
        }
    });

    /// <summary>Asks for the method that finds the taps that count at a place.</summary>
    public static string TapsAt(KernelContext k) => k.Need("TapsAt", w =>
    {
        w.Line("// The taps that meet a value at a place (between spread-out values lie none), and where the first of them reads.");
        using (w.Block("public static TapRange TapsAt(in Axis axis, int place)"))
        {
            w.Line("var position = (place * axis.Scale) + axis.Origin;");
            w.Line("var first = 0;");
            w.Line("while (first < axis.TapStep && (position + (first * axis.Dilation)) % axis.Spacing != 0) first++;");
            w.Line("if (first >= axis.TapStep || first >= axis.Taps) return default;");
            w.Line("return new TapRange { First = first, Count = (axis.Taps - first + axis.TapStep - 1) / axis.TapStep, At = (position + (first * axis.Dilation)) / axis.Spacing };");
        }
    });

    /// <summary>Asks for the method that finds the inputs of a panel.</summary>
    public static string InputsOf(KernelContext k) => k.Need("InputsOf", w =>
    {
        w.Line("// The inputs that the units of a panel read: those of all groups that it touches.");
        using (w.Block("public static int InputsOf(in Walk walk, int start, int width, out int first)"))
        {
            w.Line("first = 0;");
            w.Line("if (walk.Groups == 1) return walk.Inputs;");
            w.Line("int units = walk.Units / walk.Groups, inputs = walk.Inputs / walk.Groups, group = start / units;");
            w.Line("first = group * inputs;");
            w.Line("return ((((global::System.Math.Min(start + width, walk.Units) - 1) / units) - group) + 1) * inputs;");
        }
    });

    private static void Declare(KernelContext k) => k.Type("Walk", w =>
    {
        w.Line("// Place p of the result reads, at tap t, the place (p * Scale + t * Dilation + Origin) / Spacing.");
        using (w.Block("internal struct Axis"))
            w.Line("public int Places, Scale, Spacing, Origin, Taps, Dilation, TapStep, Size, Before, Padded;");
        w.Line();
        using (w.Block("internal struct Walk"))
        {
            w.Line("public Axis Lines, Pixels;");
            w.Line("public Axis Both { set { Lines = value; Pixels = value; } }");
            w.Line("public int Inputs, Units, Groups, Span;");
            w.Line("public nint From, Row;");
        }
        w.Line();
        using (w.Block("internal struct TapRange"))
        {
            w.Line("public int First, Count;");
            w.Line("public nint At;");
        }
    });

    // An image as wide as high is walked alike both ways.
    private static string Axes(ConvolutionWalk walk) =>
        Axis(walk.Lines) is var lines && Axis(walk.Pixels) is var pixels && lines == pixels ? $"Both = {lines}" : $"Lines = {lines},\nPixels = {pixels}";

    private static string Axis(AxisWalk a) => FormattableString.Invariant(
        $"new Axis {{ Places = {a.Places}, Scale = {a.Scale}, Spacing = {a.Spacing}, Origin = {a.Origin}, Taps = {a.Taps}, Dilation = {a.Dilation}, TapStep = {a.TapStep}, Size = {a.Size}, Before = {a.Before}, Padded = {a.Padded} }}");
}
