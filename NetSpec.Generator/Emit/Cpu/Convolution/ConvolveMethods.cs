using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Convolution by register tiles: neighbouring pixels are a tile's rows, 32 channels its columns, and the sums stay in registers over all taps
/// and inputs. The gradient of the input is the same walk over the gradient of the output with turned kernels.
/// </summary>
internal sealed class ConvolveMethods(KernelContext k)
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";
    private const int RowsPerPointer = 3;

    private readonly VectorTarget _target = k.Target;

    /// <summary>Asks for the method that convolves a slice of samples.</summary>
    public static string Samples(KernelContext k)
    {
        var (pad, driver) = (WalkMethods.PadSample(k), new ConvolveMethods(k).Driver());
        return k.Need("ConvolveSamples", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void ConvolveSamples<TEpilogue>(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* panels, {k.Scalar}* scratch, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("nint xSample = walk.Lines.Size * walk.Pixels.Size * walk.From;");
                w.Line("nint ySample = walk.Lines.Places * walk.Pixels.Places * target.Row;");
                using (w.Block("for (; samples > 0; samples--, x += xSample)"))
                {
                    w.Line($"{driver}<TEpilogue>({pad}(x, walk, scratch), walk, panels, target);");
                    w.Line($"target.Memory = ({k.Scalar}*)target.Memory + ySample;");
                    w.Line("target.Mask += ySample;");
                }
            }
        });
    }

    private string Driver()
    {
        var (taps, inputs, tallest) = (WalkMethods.TapsAt(k), WalkMethods.InputsOf(k), _target.TileRows[0]);
        var heights = Heights(Direct);
        Tiles();
        return k.Need("Convolve", w =>
        {
            w.Line("// One padded sample: panel by panel, line by line; a tile takes pixels of one line.");
            w.Line(Optimized);
            using (w.Block($"public static void Convolve<TEpilogue>({k.Scalar}* x, in Walk walk, {k.Scalar}* panels, in TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("int padded = (walk.Units + 15) & ~15, spacing = walk.Pixels.Spacing;");
                w.Line("nint xLine = walk.Pixels.Padded * walk.Row, aRow = walk.Pixels.Scale * walk.Row;");
                w.Line("nint panelStep = walk.Lines.Taps * walk.Pixels.Taps * walk.Span;");
                w.Line("var taps = new TileTaps { ALine = walk.Lines.TapStep * walk.Lines.Dilation / walk.Lines.Spacing * xLine, APixel = walk.Pixels.TapStep * walk.Pixels.Dilation / spacing * walk.Row };");
                using (w.Block("for (var start = 0; start < padded; start += 32)"))
                {
                    w.Line("var width = global::System.Math.Min(32, padded - start);");
                    w.Line($"var inputs = {inputs}(walk, start, width, out var first);");
                    w.Line("nint tap = inputs * width;");
                    w.Line("(taps.BStep, taps.BLine, taps.BPixel) = (width, walk.Lines.TapStep * walk.Pixels.Taps * tap, walk.Pixels.TapStep * tap);");
                    using (w.Block("for (var line = 0; line < walk.Lines.Places; line++)"))
                    {
                        w.Line($"var lines = {taps}(walk.Lines, line);");
                        using (w.Block("for (var phase = 0; phase < global::System.Math.Min(spacing, walk.Pixels.Places); phase++)"))
                        {
                            w.Line($"var pixels = {taps}(walk.Pixels, phase);");
                            w.Line("(taps.Lines, taps.Pixels, taps.Inputs) = (pixels.Count == 0 ? 0 : lines.Count, pixels.Count, inputs);");
                            w.Line("// Taps that lie one after another are one longer loop.");
                            w.Line("if (taps.APixel == inputs && taps.BPixel == tap) (taps.Pixels, taps.Inputs) = (1, inputs * pixels.Count);");
                            w.Line($"{k.Scalar}* a = x + (lines.At * xLine) + (pixels.At * walk.Row) + first;");
                            w.Line($"{k.Scalar}* b = panels + (start * panelStep) + (((lines.First * walk.Pixels.Taps) + pixels.First) * tap);");
                            w.Line("var offset = (((nint)line * walk.Pixels.Places) + phase) * target.Row;");
                            w.Line("var to = target;");
                            w.Line($"to.Memory = ({k.Scalar}*)target.Memory + offset;");
                            w.Line("to.Mask += offset;");
                            w.Line("to.Row *= spacing;");
                            w.Line("var count = (walk.Pixels.Places - phase + spacing - 1) / spacing;");
                            Columns(w, (w, vectors) => TileHeights.Cover(w, heights, tallest, h =>
                                $"{Call(h, vectors, "TEpilogue")}(a + (row * aRow), aRow, b + inner, taps, to, row, start + inner)"));
                        }
                    }
                }
            }
        });
    }

    /// <summary>Heights of the tiles that cover so many rows.</summary>
    public ImmutableArray<int> Heights(IEnumerable<int> runs) => TileHeights.For(runs, _target.TileRows[0]);

    /// <summary>Asks for the tiles, of every height that a convolution of the network has.</summary>
    public void Tiles() => k.Need("TileTaps", w =>
    {
        Taps(w);
        foreach (var vectors in Widths())
        {
            foreach (var height in Heights(Direct.Concat(ConvolvePlanesMethods.Runs(k)).Concat(WinogradMethods.Runs(k)))) Tile(w, height, vectors);
        }
    });

    /// <summary>A call of a tile.</summary>
    public static string Call(int rows, int vectors, string epilogue) => $"{Name(rows, vectors)}<{epilogue}>";

    private IEnumerable<int> Direct => k.Plan.Operations.Concat(k.Plan.Step?.Operations ?? []).OfType<Convolve>().Where(c => c is not Winograd)
        .SelectMany(c => c.Forward.Pixels.Runs.Concat(c.Backward.Pixels.Runs));

    /// <summary>Prints the loop over a panel's columns, two vectors at a time, one where that is all.</summary>
    public void Columns(SourceWriter w, System.Action<SourceWriter, int> body)
    {
        var wide = 2 * _target.Lanes;
        using (w.Block($"for (var inner = 0; inner < width; inner += {wide})"))
        {
            if (wide <= 16)
            {
                body(w, 2);
                return;
            }
            using (w.Block($"if (width - inner >= {wide})")) body(w, 2);
            using (w.Block("else")) body(w, 1);
        }
    }

    /// <summary>Widths of tiles in vectors: a panel of 16 columns is one vector where that holds 16.</summary>
    public ImmutableArray<int> Widths() => 2 * _target.Lanes > 16 ? [2, 1] : [2];

    private static void Taps(SourceWriter w)
    {
        using (w.Block("internal struct TileTaps"))
        {
            w.Line("public int Lines, Pixels, Inputs;");
            w.Line("public nint ALine, APixel, BLine, BPixel, BStep;");
        }
        w.Line();
    }

    private static string Name(int rows, int vectors) => $"ConvolveTile{rows}x{vectors}";

    private void Tile(SourceWriter w, int rows, int vectors)
    {
        var pointers = Enumerable.Range(0, (rows + RowsPerPointer - 1) / RowsPerPointer).ToList();
        w.Line();
        w.Line(Optimized);
        using (w.Block($"public static void {Name(rows, vectors)}<TEpilogue>({k.Scalar}* a, nint aRow, {k.Scalar}* b, in TileTaps taps, in TileTarget target, nint row, nint column) where TEpilogue : struct, IEpilogue"))
        {
            for (var r = 0; r < rows; r++)
                w.Line($"{_target.Type} {string.Join(", ", Enumerable.Range(0, vectors).Select(c => $"c{r}_{c} = default"))};");
            w.Line("var bStep = taps.BStep;");
            using (w.Block("for (var line = taps.Lines; line > 0; line--)"))
            {
                w.Line($"{k.Scalar}* aTap = a, bTap = b;");
                using (w.Block("for (var pixel = taps.Pixels; pixel > 0; pixel--)"))
                {
                    w.Line($"{k.Scalar}* {string.Join(", ", pointers.Select(p => $"a{p} = aTap{(p == 0 ? "" : $" + ({p * RowsPerPointer} * aRow)")}"))}, q = bTap;");
                    using (w.Block("for (var steps = taps.Inputs; steps > 0; steps--)"))
                    {
                        for (var c = 0; c < vectors; c++) w.Line($"var b{c} = {_target.Static}.LoadAligned(q{At(c)});");
                        for (var r = 0; r < rows; r++)
                            w.Line($"var s{r} = {_target.Static}.Create({Operand(r)}); {string.Join(" ", Enumerable.Range(0, vectors).Select(c => $"c{r}_{c} = {_target.Static}.FusedMultiplyAdd(s{r}, b{c}, c{r}_{c});"))}");
                        w.Line($"{string.Join(" ", pointers.Select(p => $"a{p}++;"))} q += bStep;");
                    }
                    w.Line("aTap += taps.APixel; bTap += taps.BPixel;");
                }
                w.Line("a += taps.ALine; b += taps.BLine;");
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

    private static string Operand(int row) => (row % RowsPerPointer) switch
    {
        0 => $"*a{row / RowsPerPointer}",
        1 => $"a{row / RowsPerPointer}[aRow]",
        _ => $"a{row / RowsPerPointer}[2 * aRow]",
    };
}
