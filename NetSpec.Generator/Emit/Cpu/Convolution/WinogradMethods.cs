using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// F(2x2, 3x3): a dozen 4x4 tiles of the image are transformed, multiplied place by place with the transformed kernels in register tiles, and
/// transformed back while they are still in the first-level cache.
/// </summary>
internal sealed class WinogradMethods(KernelContext k)
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    private readonly VectorTarget _target = k.Target;
    private readonly ConvolveMethods _tiles = new(k);

    /// <summary>Tiles a sample of each walk of the network.</summary>
    public static IEnumerable<int> Runs(KernelContext k) =>
        k.Plan.Operations.OfType<Winograd>().SelectMany(o => new[] { Winograd.Tiles(o.ForwardTiles), Winograd.Tiles(o.BackwardTiles) });

    /// <summary>Asks for the method that convolves a slice of samples.</summary>
    public static string Samples(KernelContext k)
    {
        var methods = new WinogradMethods(k);
        var (pad, tallest) = (WalkMethods.PadSample(k), k.Target.TileRows[0]);
        var (inputs, products, outputs) = (methods.Inputs(), methods.Products(), methods.Outputs());
        return k.Need("WinogradSamples", w =>
        {
            w.Line("// F(2x2, 3x3) of Lavin and Gray 2016: 16 products for four results of a channel, in place of 36.");
            w.Line(Optimized);
            using (w.Block($"public static void WinogradSamples<TEpilogue>(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* kernels, {k.Scalar}* scratch, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("nint xSample = walk.Lines.Size * walk.Pixels.Size * walk.From;");
                w.Line("nint ySample = walk.Lines.Places * walk.Pixels.Places * target.Row;");
                w.Line("int across = (walk.Pixels.Places + 1) / 2, count = (walk.Lines.Places + 1) / 2 * across, padded = (walk.Units + 15) & ~15;");
                w.Line($"{k.Scalar}* transformed = scratch + (((walk.Lines.Padded * walk.Pixels.Padded * walk.Row) + 15) & ~15);");
                w.Line($"{k.Scalar}* products = transformed + ({Winograd.Places} * (({Winograd.MostRows} * walk.Row) + 16));");
                using (w.Block("for (; samples > 0; samples--, x += xSample)"))
                {
                    w.Line($"{k.Scalar}* image = {pad}(x, walk, scratch);");
                    w.Line("var first = 0;");
                    using (w.Block($"for (var blocks = (count + {tallest - 1}) / {tallest}; blocks > 0; blocks--)"))
                    {
                        w.Line("var tiles = (count - first + blocks - 1) / blocks;");
                        w.Line($"{inputs}(image, walk, first, tiles, across, transformed);");
                        using (w.Block("for (var start = 0; start < padded; start += 32)"))
                        {
                            w.Line("var width = Math.Min(32, padded - start);");
                            w.Line($"{products}(transformed, walk, tiles, kernels + ((nint)start * {Winograd.Places} * walk.Inputs), width, products);");
                            w.Line($"{outputs}<TEpilogue>(products, walk, first, tiles, across, width, start, target);");
                        }
                        w.Line("first += tiles;");
                    }
                    w.Line($"target.Memory = ({k.Scalar}*)target.Memory + ySample;");
                    w.Line("target.Mask += ySample;");
                }
            }
        });
    }

    /// <summary>Asks for the method that transforms kernels.</summary>
    public static string Kernels(KernelContext k) => k.Need("WinogradKernels", w =>
    {
        var v = k.Target;
        w.Line("// Panels of [taps][inputs] to panels of [places][inputs]: G g G' with G = (1 0 0, 1/2 1/2 1/2, 1/2 -1/2 1/2, 0 0 1).");
        w.Line(Optimized);
        using (w.Block($"public static void WinogradKernels({k.Scalar}* panels, int inputs, int units, {k.Scalar}* to)"))
        {
            w.Line("var padded = (units + 15) & ~15;");
            w.Line($"var half = {v.Number(0.5)};");
            using (w.Block($"for (var start = 0; start < padded; start += 32)"))
            {
                w.Line("var width = Math.Min(32, padded - start);");
                w.Line("nint step = (nint)inputs * width;");
                w.Line($"{k.Scalar}* g = panels + ((nint)start * 9 * inputs), u = to + ((nint)start * {Winograd.Places} * inputs);");
                using (w.Block($"for (var i = 0; i < inputs * width; i += {v.Lanes}, g += {v.Lanes}, u += {v.Lanes})"))
                {
                    for (var column = 0; column < 3; column++)
                    {
                        string G(int row) => $"g{row}{column}";
                        for (var row = 0; row < 3; row++) w.Line($"var {G(row)} = {v.Static}.LoadAligned(g + ({(row * 3) + column} * step));");
                        w.Line($"var h1{column} = ({G(0)} + {G(1)} + {G(2)}) * half; var h2{column} = ({G(0)} - {G(1)} + {G(2)}) * half;");
                    }
                    for (var row = 0; row < 4; row++)
                    {
                        string H(int column) => row switch { 0 => $"g0{column}", 3 => $"g2{column}", _ => $"h{row}{column}" };
                        w.Line($"{H(0)}.StoreAligned(u + ({row * 4} * step));");
                        w.Line($"(({H(0)} + {H(1)} + {H(2)}) * half).StoreAligned(u + ({(row * 4) + 1} * step));");
                        w.Line($"(({H(0)} - {H(1)} + {H(2)}) * half).StoreAligned(u + ({(row * 4) + 2} * step));");
                        w.Line($"{H(2)}.StoreAligned(u + ({(row * 4) + 3} * step));");
                    }
                }
            }
        }
    });

    private string Inputs() => k.Need("WinogradInputs", w =>
    {
        w.Line("// B' d B of 4x4 pixels, two apart, with B' = (1 0 -1 0, 0 1 1 0, 0 -1 1 0, 0 1 0 -1): to [places][tiles][channels].");
        w.Line(Optimized);
        using (w.Block($"public static void WinogradInputs({k.Scalar}* image, in Walk walk, int first, int tiles, int across, {k.Scalar}* to)"))
        {
            w.Line("nint pixel = walk.Row, line = walk.Pixels.Padded * walk.Row, step = (tiles * walk.Row) + 16;");
            w.Line("int channels = walk.Inputs, down = first / across, right = first % across;");
            using (w.Block("for (; tiles > 0; tiles--, to += pixel)"))
            {
                w.Line($"{k.Scalar}* d0 = image + (2 * ((down * line) + (right * pixel))), d1 = d0 + line, d2 = d1 + line, d3 = d2 + line, v = to;");
                using (w.Block($"for (var i = 0; i < channels; i += {_target.Lanes})"))
                {
                    for (var column = 0; column < 4; column++)
                    {
                        var at = column switch { 0 => "i", 1 => "i + pixel", _ => $"i + ({column} * pixel)" };
                        w.Line($"{_target.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(row => $"x{row}{column} = {_target.Static}.LoadAligned(d{row} + {at})"))};");
                        w.Line($"var t0{column} = x0{column} - x2{column}; var t1{column} = x1{column} + x2{column}; var t2{column} = x2{column} - x1{column}; var t3{column} = x1{column} - x3{column};");
                    }
                    for (var row = 0; row < 4; row++)
                    {
                        Store($"t{row}0 - t{row}2", row, 0);
                        Store($"t{row}1 + t{row}2", row, 1);
                        Store($"t{row}2 - t{row}1", row, 2);
                        Store($"t{row}1 - t{row}3", row, 3);
                    }
                    w.Line($"v += {_target.Lanes};");
                }
                w.Line("if (++right == across) (right, down) = (0, down + 1);");
            }

            void Store(string value, int row, int column) => w.Line($"({value}).StoreAligned(v + ({(row * 4) + column} * step));");
        }
    });

    private string Products()
    {
        _tiles.Tiles();
        k.Request(EpilogueEmitter.Plain);
        var heights = _tiles.Heights(Runs(k));
        return k.Need("WinogradProducts", w =>
        {
            w.Line("// At each of the 16 places: [tiles][channels] times [channels][units of the panel].");
            w.Line(Optimized);
            using (w.Block($"public static void WinogradProducts({k.Scalar}* inputs, in Walk walk, int tiles, {k.Scalar}* kernels, int width, {k.Scalar}* products)"))
            {
                w.Line("var taps = new TileTaps { Lines = 1, Pixels = 1, Inputs = walk.Inputs, Width = width };");
                w.Line("var to = new TileTarget { Memory = products, Row = width };");
                w.Line("nint step = (tiles * walk.Row) + 16, kernel = (nint)walk.Inputs * width;");
                using (w.Block($"for (var place = 0; place < {Winograd.Places}; place++, inputs += step, kernels += kernel)"))
                {
                    _tiles.Columns(w, (w, vectors) =>
                    {
                        using (w.Block("switch (tiles)"))
                        {
                            foreach (var height in heights)
                                w.Line($"case {height}: {ConvolveMethods.Call(height, vectors, EpilogueEmitter.Plain)}(inputs, walk.Row, kernels + inner, taps, to, 0, inner); break;");
                        }
                    });
                    w.Line($"to.Memory = ({k.Scalar}*)to.Memory + ((tiles * width) + 16);");
                }
            }
        });
    }

    private string Outputs() => k.Need("WinogradOutputs", w =>
    {
        w.Line("// A' m A with A' = (1 1 1 0, 0 1 -1 -1): two by two results of each tile, less those outside the image.");
        w.Line(Optimized);
        using (w.Block($"public static void WinogradOutputs<TEpilogue>({k.Scalar}* products, in Walk walk, int first, int tiles, int across, int width, nint start, in TileTarget target) where TEpilogue : struct, IEpilogue"))
        {
            w.Line("nint step = ((nint)tiles * width) + 16, line = walk.Pixels.Places * target.Row;");
            w.Line("int down = first / across, right = first % across;");
            using (w.Block("for (; tiles > 0; tiles--)"))
            {
                w.Line("nint at = (2 * ((down * line) + (right * target.Row))) + start;");
                w.Line("bool hasRight = (2 * right) + 1 < walk.Pixels.Places, hasBelow = (2 * down) + 1 < walk.Lines.Places;");
                using (w.Block($"for (var column = start; column < start + width; column += {_target.Lanes}, at += {_target.Lanes}, products += {_target.Lanes})"))
                {
                    for (var column = 0; column < 4; column++)
                    {
                        w.Line($"{_target.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(row => $"m{row}{column} = {_target.Static}.LoadAligned(products + ({(row * 4) + column} * step))"))};");
                        w.Line($"var a{column} = m0{column} + m1{column} + m2{column}; var b{column} = m1{column} - m2{column} - m3{column};");
                    }
                    w.Line("TEpilogue.Store(a0 + a1 + a2, target, at, column);");
                    w.Line("if (hasRight) TEpilogue.Store(a1 - a2 - a3, target, at + target.Row, column);");
                    w.Line("if (!hasBelow) continue;");
                    w.Line("TEpilogue.Store(b0 + b1 + b2, target, at + line, column);");
                    w.Line("if (hasRight) TEpilogue.Store(b1 - b2 - b3, target, at + line + target.Row, column);");
                }
                w.Line("if (++right == across) (right, down) = (0, down + 1);");
            }
        }
    });
}
