using System;

namespace NetSpec.Generator;

/// <summary>Transforming the kernels of few units: from the parameters' panels to vectors that are no wider than the units need.</summary>
internal static class NarrowKernels
{
    /// <summary>Asks for the method.</summary>
    /// <param name="k">Where it is needed.</param>
    /// <param name="name">Its name up to the units.</param>
    /// <param name="units">How many.</param>
    /// <param name="places">Places of a transformed kernel.</param>
    /// <param name="comment">What is made of the panels.</param>
    /// <param name="constants">Prints what stands before the loops.</param>
    /// <param name="transform">Prints what becomes of the kernel at <c>g</c>, taps <c>step</c> apart, at <c>u</c>.</param>
    public static string Transform(KernelContext k, string name, int units, int places, string comment, Action<SourceWriter, VectorTarget> constants, Action<SourceWriter, VectorTarget> transform)
    {
        var columns = NarrowVectors.Round(units);
        var v = NarrowVectors.For(k.Target, columns);
        return k.Need($"{name}{columns}", w =>
        {
            w.Line($"// Panels of [taps][inputs] to {comment}.");
            w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (w.Block($"public static void {name}{columns}({k.Scalar}* panels, int inputs, int units, {k.Scalar}* u)"))
            {
                w.Line("int padded = (units + 15) & ~15;");
                constants(w, v);
                using (w.Block($"for (var start = 0; start < units; start += {v.Lanes})"))
                {
                    w.Line("int panel = start & ~31, width = global::System.Math.Min(32, padded - panel);");
                    w.Line("nint step = (nint)inputs * width;");
                    w.Line($"{k.Scalar}* g = panels + ((nint)panel * 9 * inputs) + (start - panel);");
                    using (w.Block($"for (var i = 0; i < inputs; i++, g += width, u += {places * v.Lanes})"))
                        transform(w, v);
                }
            }
        });
    }
}
