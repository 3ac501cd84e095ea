namespace NetSpec.Generator;

/// <summary>Helper methods between images in PyTorch's order, [channels][height][width], and rows of channels.</summary>
internal static class ImageMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Planes to rows; padding lanes stay as they are, zero.</summary>
    public static string PlanesToRows(KernelContext k) => Method(k, "PlanesToRows", "planes", "rows", "rows[(p * row) + c] = planes[(c * pixels) + p]");

    /// <summary>Rows to planes.</summary>
    public static string RowsToPlanes(KernelContext k) => Method(k, "RowsToPlanes", "rows", "planes", "planes[(c * pixels) + p] = rows[(p * row) + c]");

    private static string Method(KernelContext k, string name, string from, string to, string move) => k.Need(name, w =>
    {
        var arguments = $"{k.Scalar}* {from}, nint {(from == "rows" ? "row" : "sample")}, {k.Scalar}* {to}, nint {(to == "rows" ? "row" : "sample")}";
        w.Line("// A row is a pixel's channels, a plane is a channel's pixels. 64 pixels at a time stay in the first-level cache from channel to channel.");
        w.Line(Optimized);
        using (w.Block($"public static void {name}(int samples, {arguments}, int pixels, int channels)"))
        using (w.Block("for (; samples > 0; samples--, rows += pixels * row, planes += sample)"))
        using (w.Block("for (nint start = 0; start < pixels; start += 64)"))
        {
            w.Line("var end = global::System.Math.Min(start + 64, pixels);");
            w.Line("for (nint c = 0; c < channels; c++)");
            w.Line($"    for (var p = start; p < end; p++) {move};");
        }
    });
}
