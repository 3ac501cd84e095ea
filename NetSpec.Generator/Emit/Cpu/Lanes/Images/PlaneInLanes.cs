using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// F(2x2, 3x3) of one plane with samples in lanes. With one input a result is no sum of products: the transformed tile stays in 16 registers
/// for all units, and the way back down the columns is multiply-adds with the kernel, five for a column in place of four products and four additions.
/// </summary>
internal static class PlaneInLanes
{
    /// <summary>Where its kernels lie in the packed memory.</summary>
    public static long Kernels(LanesConvolution o) => o.Kernels + ((long)LanesTile.All.Last().FirstPlace * Padding.Round(o.To.Channels));

    /// <summary>Asks for the method; gives its name.</summary>
    public static string Method(LanesConvolution o, KernelContext k)
    {
        // Distances between the places of a kernel are constants, which cost no registers.
        var (v, units) = (k.Target, Padding.Round(o.To.Channels));
        return k.Need($"PlaneInLanes{units}{LanesEpilogue.Suffix(o)}", w =>
        {
            w.Line("// Convolution of one plane by F(2x2, 3x3): tiles down and across, units of each.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"private static void PlaneInLanes{units}{LanesEpilogue.Suffix(o)}({k.Scalar}* x, nint line, int down, int across, {k.Scalar}* kernels, int units, {k.Scalar}* biases, {k.Scalar}* y, nint toLine, nint toPlane)"))
            using (w.Block("for (var row = 0; row < down; row++)"))
            using (w.Block("for (nint column = 0; column < across; column++)"))
            {
                w.Line($"{k.Scalar}* d0 = x + (row * 2 * line) + (column * {2 * v.Lanes}), d1 = d0 + line, d2 = d1 + line, d3 = d2 + line;");
                Tile(w, v);
                w.Line($"{k.Scalar}* u = kernels, bias = biases, to = y + (row * {(o.IsPooled ? "" : "2 * ")}toLine) + (column * {(o.IsPooled ? 1 : 2) * v.Lanes});");
                using (w.Block("for (var unit = 0; unit < units; unit++, u++, bias++, to += toPlane)"))
                {
                    for (var c = 0; c < 4; c++) Column(w, v, c, units);
                    w.Line($"{v.Type} sumA = a1 + a2, lessA = a1 - a2, sumB = b1 + b2, lessB = b1 - b2;");
                    LanesEpilogue.Bias(o, w, v, "bias");
                    LanesEpilogue.Store(o, k.With(w), ["a0 + sumA", "lessA - a3", "b0 + sumB", "lessB - b3"], "to", "toLine");
                }
            }
        });
    }

    // B' d B.
    private static void Tile(SourceWriter w, VectorTarget v)
    {
        for (var c = 0; c < 4; c++)
        {
            w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(r => $"x{r}{c} = {v.Static}.LoadAligned(d{r} + {c * v.Lanes})"))};");
            w.Line($"{v.Type} h0{c} = x0{c} - x2{c}, h1{c} = x1{c} + x2{c}, h2{c} = x2{c} - x1{c}, h3{c} = x1{c} - x3{c};");
        }
        for (var r = 0; r < 3; r++) w.Line($"{v.Type} t{r}0 = h{r}0 - h{r}2, t{r}1 = h{r}1 + h{r}2, t{r}2 = h{r}2 - h{r}1, t{r}3 = h{r}1 - h{r}3;");
        w.Line($"{v.Type} minus30 = h32 - h30, minus31 = -h31 - h32, minus32 = h31 - h32, minus33 = h33 - h31;");
        w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 4).Where(IsInner).Select(c => $"minus2{c} = -t2{c}"))};");
    }

    // Half of the columns go that way, half by additions, so that the units of both are busy.
    private static bool IsInner(int column) => column is 1 or 2;

    // The upper line is m0 + m1 + m2, the lower one m1 - m2 - m3.
    private static void Column(SourceWriter w, VectorTarget v, int c, int units)
    {
        string Kernel(int row) => $"{v.Static}.Create(u[{((4 * row) + c) * units}])";
        string Fma(string x, string y, string plus) => $"{v.Static}.FusedMultiplyAdd({x}, {y}, {plus})";
        if (IsInner(c))
        {
            w.Line($"{v.Type} m{c} = t1{c} * {Kernel(1)}, k{c} = {Kernel(2)};");
            w.Line($"var a{c} = {Fma($"t0{c}", Kernel(0), Fma($"t2{c}", $"k{c}", $"m{c}"))}; var b{c} = {Fma($"minus3{c}", Kernel(3), Fma($"minus2{c}", $"k{c}", $"m{c}"))};");
            return;
        }
        w.Line($"{v.Type} m{c} = t1{c} * {Kernel(1)}, p{c} = t2{c} * {Kernel(2)};");
        w.Line($"var a{c} = {Fma($"t0{c}", Kernel(0), $"m{c} + p{c}")}; var b{c} = {Fma($"minus3{c}", Kernel(3), $"m{c} - p{c}")};");
    }
}
