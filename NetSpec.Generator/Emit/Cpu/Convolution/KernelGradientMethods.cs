using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// The gradient of kernels: at each tap a tile of inputs x units sums over the pixels of a sample in registers, and adds once a sample.
/// </summary>
internal sealed class KernelGradientMethods(KernelContext k)
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    private readonly VectorTarget _target = k.Target;
    private readonly ConvolveMethods _columns = new(k);

    /// <summary>Prints the call that sums over a slice of samples.</summary>
    public static void Call(Convolution o, KernelContext k)
    {
        var method = Samples(k, o is Depthwise ? DepthwiseMethods.Gradient(k) : new KernelGradientMethods(k).Driver(), o is Depthwise ? "Depthwise" : "Kernel");
        k.Request(EpilogueEmitter.Gradient);
        k.Writer.Line($"{k.Call(method)}(samples, {o.Input.Name}, {WalkMethods.Print(o.Forward, k)}, {o.Output.GradientName}, {o.Output.GradientStride}, scratch, scratch + {o.SumsOffset}, {o.Weight.PackedLength},");
        k.Writer.Line($"    new TileTarget {{ Memory = gradient + {o.Weight.Offset}, Scale = 1, Add = {k.AddsTo(o.Weight)} }});");
    }

    /// <summary>Asks for the method that keeps values across groups at zero.</summary>
    public static string ClearAcrossGroups(KernelContext k)
    {
        var inputs = WalkMethods.InputsOf(k);
        return k.Need("ClearAcrossGroups", w =>
        {
            w.Line("// Panels that hold several groups have gradients across them; those weights are no parameters and stay zero.");
            using (w.Block($"public static void ClearAcrossGroups({k.Scalar}* panels, in Walk walk)"))
            {
                w.Line("int padded = (walk.Units + 15) & ~15, taps = walk.Lines.Taps * walk.Pixels.Taps;");
                w.Line("int unitsOfGroup = walk.Units / walk.Groups, inputsOfGroup = walk.Inputs / walk.Groups;");
                using (w.Block("for (var start = 0; start < padded; start += 32)"))
                {
                    w.Line("var width = global::System.Math.Min(32, padded - start);");
                    w.Line($"var inputs = {inputs}(walk, start, width, out var first);");
                    w.Line($"{k.Scalar}* row = panels + ((nint)start * taps * walk.Span);");
                    using (w.Block("for (var i = 0; i < taps * inputs; i++, row += width)"))
                    {
                        w.Line("var group = (first + (i % inputs)) / inputsOfGroup;");
                        using (w.Block("for (var lane = 0; lane < width; lane++)"))
                            w.Line("if ((start + lane) / unitsOfGroup != group) row[lane] = 0;");
                    }
                }
            }
        });
    }

    // Samples are added one by one; a slice that is added to others sums up apart first, as it does on a thread of its own.
    private static string Samples(KernelContext k, string driver, string kind)
    {
        var (pad, v) = (WalkMethods.PadSample(k), k.Target);
        return k.Need($"{kind}GradientSamples", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void {kind}GradientSamples(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* g, nint gRow, {k.Scalar}* scratch, {k.Scalar}* sums, int length, TileTarget target)"))
            {
                w.Line($"{k.Scalar}* into = target.Add && samples > 1 ? ({k.Scalar}*)target.Memory : null;");
                using (w.Block("if (into != null)"))
                {
                    w.Line("target.Memory = sums;");
                    w.Line("target.Add = false;");
                    w.Line($"global::System.Runtime.InteropServices.NativeMemory.Clear(sums, (nuint)length * {v.Precision.Bytes});");
                }
                w.Line("nint xSample = walk.Lines.Size * walk.Pixels.Size * walk.From;");
                w.Line("nint gSample = walk.Lines.Places * walk.Pixels.Places * gRow;");
                using (w.Block("for (; samples > 0; samples--, x += xSample, g += gSample)"))
                {
                    w.Line($"{driver}({pad}(x, walk, scratch), walk, g, gRow, target);");
                    w.Line("target.Add = true;");
                }
                using (w.Block($"for (var i = 0; into != null && i < length; i += {v.Lanes})"))
                    w.Line($"({v.Static}.LoadAligned(into + i) + {v.Static}.LoadAligned(sums + i)).StoreAligned(into + i);");
            }
        });
    }

    private string Driver()
    {
        var (inputs, tallest) = (WalkMethods.InputsOf(k), _target.TileRows[0]);
        var heights = TileHeights.For(k.Plan.Operations.OfType<Convolve>().SelectMany(c => c.Forward.PanelInputs.Select(n => c.Forward.JoinsTaps ? n * c.Forward.Pixels.Taps : n)), tallest);
        return k.Need("KernelGradient", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void KernelGradient({k.Scalar}* x, in Walk walk, {k.Scalar}* g, nint gRow, in TileTarget target)"))
            {
                w.Line("var padded = (walk.Units + 15) & ~15;");
                w.Line("nint xLine = walk.Pixels.Padded * walk.Row, xPixel = walk.Pixels.Scale * walk.Row;");
                w.Line("// Where the taps of a line lie one after another, a tile's rows run over them too.");
                w.Line("var joined = walk.Row == walk.Inputs && walk.Groups == 1 && walk.Pixels.Dilation == 1 ? walk.Pixels.Taps : 1;");
                w.Line("nint panelStep = walk.Lines.Taps * walk.Pixels.Taps * walk.Span;");
                using (w.Block("for (var start = 0; start < padded; start += 32)"))
                {
                    w.Line("var width = global::System.Math.Min(32, padded - start);");
                    w.Line($"var count = {inputs}(walk, start, width, out var first) * joined;");
                    w.Line("var to = target;");
                    w.Line($"to.Memory = ({k.Scalar}*)target.Memory + (start * panelStep);");
                    w.Line("to.Row = width;");
                    using (w.Block("for (var line = 0; line < walk.Lines.Taps; line++)"))
                    using (w.Block("for (var pixel = 0; pixel < walk.Pixels.Taps; pixel += joined)"))
                    {
                        w.Line($"{k.Scalar}* a = x + (line * walk.Lines.Dilation * xLine) + (pixel * walk.Pixels.Dilation * walk.Row) + first;");
                        _columns.Columns(w, (w, vectors) => TileHeights.Cover(w, heights, tallest, h =>
                            $"{Name(h, vectors)}<{EpilogueEmitter.Gradient}>(a + row, xPixel, walk.Lines.Scale * xLine, g + start + inner, gRow, walk.Lines.Places, walk.Pixels.Places, to, row, inner)"));
                        w.Line($"to.Memory = ({k.Scalar}*)to.Memory + ((nint)count * width);");
                    }
                }
            }
            foreach (var vectors in _columns.Widths())
            {
                foreach (var height in heights) Tile(w, height, vectors);
            }
        });
    }

    private static string Name(int rows, int vectors) => $"KernelGradientTile{rows}x{vectors}";

    private void Tile(SourceWriter w, int rows, int vectors)
    {
        w.Line();
        w.Line(Optimized);
        using (w.Block($"public static void {Name(rows, vectors)}<TEpilogue>({k.Scalar}* x, nint xPixel, nint xLine, {k.Scalar}* g, nint gRow, int lines, int pixels, in TileTarget target, nint row, nint column) where TEpilogue : struct, IEpilogue"))
        {
            for (var r = 0; r < rows; r++)
                w.Line($"{_target.Type} {string.Join(", ", Enumerable.Range(0, vectors).Select(c => $"c{r}_{c} = default"))};");
            using (w.Block("for (; lines > 0; lines--, x += xLine)"))
            {
                w.Line($"{k.Scalar}* a = x;");
                using (w.Block("for (var steps = pixels; steps > 0; steps--)"))
                {
                    for (var c = 0; c < vectors; c++) w.Line($"var b{c} = {_target.Static}.LoadAligned(g{At(c)});");
                    for (var r = 0; r < rows; r++)
                        w.Line($"var s{r} = {_target.Static}.Create(a[{r}]); {string.Join(" ", Enumerable.Range(0, vectors).Select(c => $"c{r}_{c} = {_target.Static}.FusedMultiplyAdd(s{r}, b{c}, c{r}_{c});"))}");
                    w.Line("a += xPixel; g += gRow;");
                }
            }
            w.Line("var at = (row * target.Row) + column;");
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < vectors; c++) w.Line($"TEpilogue.Store(c{r}_{c}, target, at{At(c)}, column{At(c)});");
                if (r < rows - 1) w.Line("at += target.Row;");
            }
        }
    }

    private string At(int vector) => vector == 0 ? "" : $" + {vector * _target.Lanes}";
}
