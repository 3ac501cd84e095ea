using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Convolution of the caller's planes by the register tiles of <see cref="ConvolveMethods"/>: their loops go over planes, lines and pixels.</summary>
internal sealed class ConvolvePlanesMethods(KernelContext k)
{
    private const string Name = "ConvolvePlanes";

    private readonly ConvolveMethods _tiles = new(k);

    /// <summary>Numbers of pixels that are walked in one go.</summary>
    public static IEnumerable<int> Runs(KernelContext k) => k.Plan.InferenceOnly.OfType<ConvolvePlanes>().SelectMany(o => o.Walk.Pixels.Runs);

    /// <summary>Asks for the method that convolves a slice of samples.</summary>
    public string Samples()
    {
        _tiles.Tiles();
        var (copy, tallest, heights) = (WalkMethods.CopyInside(k), k.Target.TileRows[0], _tiles.Heights(Runs(k)));
        return k.Need(Name, w =>
        {
            w.Line("// The zeros around the copy in scratch memory stay from sample to sample.");
            w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (w.Block($"public static void {Name}<TEpilogue>(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* panels, {k.Scalar}* scratch, TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                w.Line("nint plane = walk.Lines.Size * walk.Pixels.Size, line = walk.Pixels.Padded, paddedPlane = walk.Lines.Padded * line;");
                w.Line("int count = walk.Pixels.Places, padded = (walk.Units + 15) & ~15;");
                w.Line("var taps = new TileTaps { Lines = walk.Inputs, Pixels = walk.Lines.Taps, Inputs = walk.Pixels.Taps, ALine = paddedPlane, APixel = walk.Lines.Dilation * line };");
                w.Line($"global::System.Runtime.InteropServices.NativeMemory.Clear(scratch, (nuint)(walk.Inputs * paddedPlane) * {k.Target.Precision.Bytes});");
                using (w.Block("for (; samples > 0; samples--)"))
                {
                    w.Line($"for (var channel = 0; channel < walk.Inputs; channel++, x += plane) {copy}(x, walk, scratch + (channel * paddedPlane));");
                    using (w.Block("for (var start = 0; start < padded; start += 32)"))
                    {
                        w.Line("var width = global::System.Math.Min(32, padded - start);");
                        w.Line($"{k.Scalar}* b = panels + ((nint)start * walk.Lines.Taps * walk.Pixels.Taps * walk.Inputs);");
                        w.Line("(taps.BLine, taps.BStep, taps.BPixel) = (width, walk.Inputs * width, walk.Pixels.Taps * walk.Inputs * width);");
                        using (w.Block("for (nint y = 0; y < walk.Lines.Places; y++)"))
                        {
                            w.Line($"{k.Scalar}* a = scratch + (y * walk.Lines.Scale * line);");
                            w.Line("var to = target;");
                            w.Line($"to.Memory = ({k.Scalar}*)target.Memory + (y * count * target.Row);");
                            _tiles.Columns(w, (w, vectors) => TileHeights.Cover(w, heights, tallest, h =>
                                $"{ConvolveMethods.Call(h, vectors, "TEpilogue")}(a + (row * walk.Pixels.Scale), walk.Pixels.Scale, b + inner, taps, to, row, start + inner)"));
                        }
                    }
                    w.Line($"target.Memory = ({k.Scalar}*)target.Memory + (walk.Lines.Places * count * target.Row);");
                }
            }
        });
    }
}
