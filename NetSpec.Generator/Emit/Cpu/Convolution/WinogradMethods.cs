using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// F(m x m, 3x3): a dozen tiles of the image are transformed, multiplied place by place with the transformed kernels in register tiles, and
/// transformed back while they are still in the nearest caches.
/// </summary>
internal sealed class WinogradMethods(KernelContext k, WinogradTile tile)
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    private readonly VectorTarget _target = k.Target;
    private readonly ConvolveMethods _tiles = new(k);
    private readonly WinogradTransform _transform = WinogradTransform.Of(tile);

    /// <summary>Tiles a sample of each walk of the network.</summary>
    public static IEnumerable<int> Runs(KernelContext k) =>
        k.Plan.Operations.Concat(k.Plan.InferenceOnly).OfType<Winograd>().SelectMany(o => new[] { o.Tile.Count(o.ForwardTiles), o.Tile.Count(o.BackwardTiles) });

    /// <summary>Asks for the method that convolves a slice of samples, and perhaps pools their tiles.</summary>
    public static string Samples(KernelContext k, WinogradTile tile, bool pools)
    {
        var name = $"Winograd{tile.Suffix}{(pools ? "Pooled" : "")}Samples";
        var methods = new WinogradMethods(k, tile);
        var (pad, tallest) = (WalkMethods.PadSample(k), k.Target.TileRows[0]);
        var (inputs, products, outputs) = (methods.Inputs(), methods.Products(), pools ? methods.PooledOutputs() : methods.Outputs());
        return k.Need(name, w =>
        {
            w.Line($"// {tile} of Lavin and Gray 2016: {tile.Places} products for {tile.Results * tile.Results} results of a channel, in place of {9 * tile.Results * tile.Results}.");
            w.Line(Optimized);
            using (w.Block($"public static void {name}<TEpilogue>(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* kernels, {k.Scalar}* scratch, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("nint xSample = walk.Lines.Size * walk.Pixels.Size * walk.From;");
                w.Line($"nint ySample = {(pools ? "(walk.Lines.Places / 2) * (walk.Pixels.Places / 2)" : "walk.Lines.Places * walk.Pixels.Places")} * target.Row;");
                w.Line($"int across = (walk.Pixels.Places + {tile.Results - 1}) / {tile.Results}, count = (walk.Lines.Places + {tile.Results - 1}) / {tile.Results} * across, padded = (walk.Units + 15) & ~15;");
                w.Line($"{k.Scalar}* transformed = scratch + (((walk.Lines.Padded * walk.Pixels.Padded * walk.Row) + 15) & ~15);");
                w.Line($"{k.Scalar}* products = transformed + ({tile.Places} * (({Winograd.MostRows} * walk.Row) + 16));");
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
                            w.Line("var width = global::System.Math.Min(32, padded - start);");
                            w.Line($"{products}(transformed, walk, tiles, kernels + ((nint)start * {tile.Places} * walk.Inputs), width, products);");
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
    public static string Kernels(KernelContext k, WinogradTile tile)
    {
        var (v, transform) = (k.Target, WinogradTransform.Of(tile));
        transform.Methods(k);
        return k.Need($"Winograd{tile.Suffix}Kernels", w =>
        {
            w.Line($"// Panels of [taps][inputs] to panels of [places][inputs]: G g G' with G = ({transform.KernelMatrix}).");
            w.Line(Optimized);
            using (w.Block($"public static void Winograd{tile.Suffix}Kernels({k.Scalar}* panels, int inputs, int units, {k.Scalar}* to)"))
            {
                w.Line("var padded = (units + 15) & ~15;");
                transform.KernelConstants(w, v);
                using (w.Block($"for (var start = 0; start < padded; start += 32)"))
                {
                    w.Line("var width = global::System.Math.Min(32, padded - start);");
                    w.Line("nint step = (nint)inputs * width;");
                    w.Line($"{k.Scalar}* g = panels + ((nint)start * 9 * inputs), u = to + ((nint)start * {tile.Places} * inputs);");
                    using (w.Block($"for (var i = 0; i < inputs * width; i += {v.Lanes}, g += {v.Lanes}, u += {v.Lanes})"))
                        transform.Kernels(w, v, place => $"u + ({place} * step)");
                }
            }
        });
    }

    private string Inputs()
    {
        _transform.Methods(k);
        return k.Need($"Winograd{tile.Suffix}Inputs", w =>
        {
            w.Line($"// B' d B of {tile.Edge}x{tile.Edge} pixels, {tile.Results} apart, with B' = ({_transform.InputMatrix}): to [places][tiles][channels].");
            w.Line(Optimized);
            using (w.Block($"public static void Winograd{tile.Suffix}Inputs({k.Scalar}* image, in Walk walk, int first, int tiles, int across, {k.Scalar}* to)"))
            {
                w.Line("nint step = (tiles * walk.Row) + 16;");
                _transform.Tiles(w, _target, "to += pixel", place => $"v + ({place} * step)");
            }
        });
    }

    private string Products()
    {
        _tiles.Tiles();
        k.Request(EpilogueEmitter.Plain);
        var heights = _tiles.Heights(Runs(k));
        return k.Need($"Winograd{tile.Suffix}Products", w =>
        {
            w.Line($"// At each of the {tile.Places} places: [tiles][channels] times [channels][units of the panel].");
            w.Line(Optimized);
            using (w.Block($"public static void Winograd{tile.Suffix}Products({k.Scalar}* inputs, in Walk walk, int tiles, {k.Scalar}* kernels, int width, {k.Scalar}* products)"))
            {
                w.Line("var taps = new TileTaps { Lines = 1, Pixels = 1, Inputs = walk.Inputs, BStep = width };");
                w.Line("var to = new TileTarget { Memory = products, Row = width };");
                w.Line("nint step = (tiles * walk.Row) + 16, kernel = (nint)walk.Inputs * width;");
                using (w.Block($"for (var place = 0; place < {tile.Places}; place++, inputs += step, kernels += kernel)"))
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

    private string Outputs() => k.Need($"Winograd{tile.Suffix}Outputs", w =>
    {
        w.Line($"// A' m A with A' = ({_transform.OutputMatrix}): {tile.Results} by {tile.Results} results of each tile, less those outside the image.");
        w.Line(Optimized);
        using (w.Block($"public static void Winograd{tile.Suffix}Outputs<TEpilogue>({k.Scalar}* products, in Walk walk, int first, int tiles, int across, int width, nint start, in TileTarget target) where TEpilogue : struct, IEpilogue"))
        {
            w.Line("nint step = ((nint)tiles * width) + 16, line = walk.Pixels.Places * target.Row;");
            w.Line("int down = first / across, right = first % across;");
            using (w.Block("for (; tiles > 0; tiles--)"))
            {
                w.Line($"nint at = ({tile.Results} * ((down * line) + (right * target.Row))) + start;");
                w.Line($"int lines = walk.Lines.Places - ({tile.Results} * down), pixels = walk.Pixels.Places - ({tile.Results} * right);");
                using (w.Block($"for (var column = start; column < start + width; column += {_target.Lanes}, at += {_target.Lanes}, products += {_target.Lanes})"))
                {
                    _transform.Results(w, _target, place => $"products + ({place} * step)", (line, pixel, value) =>
                    {
                        var conditions = new[] { line == 0 ? "" : $"lines > {line}", pixel == 0 ? "" : $"pixels > {pixel}" }.Where(c => c.Length > 0).ToArray();
                        w.Line($"{(conditions.Length == 0 ? "" : $"if ({string.Join(" && ", conditions)}) ")}TEpilogue.Store({value}, target, at{Times(line, "line")}{Times(pixel, "target.Row")}, column);");
                    });
                }
                w.Line("if (++right == across) (right, down) = (0, down + 1);");
            }
        }
    });

    // A window that the image cuts lies outside the pool's.
    private string PooledOutputs() => k.Need($"Winograd{tile.Suffix}PooledOutputs", w =>
    {
        var windows = tile.Results / 2;
        w.Line("// The greatest of each two by two of the results of a tile, less those outside the image.");
        w.Line(Optimized);
        using (w.Block($"public static void Winograd{tile.Suffix}PooledOutputs<TEpilogue>({k.Scalar}* products, in Walk walk, int first, int tiles, int across, int width, nint start, in TileTarget target) where TEpilogue : struct, IEpilogue"))
        {
            w.Line("nint step = ((nint)tiles * width) + 16, line = (walk.Pixels.Places / 2) * target.Row;");
            w.Line("int down = first / across, right = first % across;");
            using (w.Block("for (; tiles > 0; tiles--)"))
            {
                w.Line($"nint at = ({(windows == 1 ? "" : $"{windows} * (")}(down * line) + (right * target.Row){(windows == 1 ? "" : ")")}) + start;");
                w.Line($"int lines = (walk.Lines.Places / 2) - ({windows} * down), pixels = (walk.Pixels.Places / 2) - ({windows} * right);");
                using (w.Block($"for (var column = start; column < start + width; column += {_target.Lanes}, at += {_target.Lanes}, products += {_target.Lanes})"))
                {
                    _transform.Results(w, _target, place => $"products + ({place} * step)", (line, pixel, value) => w.Line($"var y{line}{pixel} = {value};"));
                    for (var line = 0; line < windows; line++)
                    {
                        for (var pixel = 0; pixel < windows; pixel++)
                        {
                            string Y(int below, int after) => $"y{(2 * line) + below}{(2 * pixel) + after}";
                            w.Line($"if (lines > {line} && pixels > {pixel}) TEpilogue.Store({_target.Static}.Max({_target.Static}.Max({Y(0, 0)}, {Y(0, 1)}), {_target.Static}.Max({Y(1, 0)}, {Y(1, 1)})), target, at{Times(line, "line")}{Times(pixel, "target.Row")}, column);");
                        }
                    }
                }
                w.Line("if (++right == across) (right, down) = (0, down + 1);");
            }
        }
    });

    private static string Times(int count, string step) => count switch { 0 => "", 1 => $" + {step}", _ => $" + ({count} * {step})" };
}
