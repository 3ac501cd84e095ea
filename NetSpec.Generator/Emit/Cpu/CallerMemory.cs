using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Prints the calls between kernels' rows and what callers hold: samples one after another in PyTorch's order, without padding.</summary>
internal static class CallerMemory
{
    /// <summary>Kernels' rows to the caller.</summary>
    public static string Write(KernelContext k, Shape shape, string samples, string rows, int row, string to) => shape.IsImage
        ? $"{k.Call(ImageMethods.RowsToPlanes(k))}({samples}, {rows}, {row}, {to}, {shape.Size}, {shape[1] * shape[2]}, {shape[0]});"
        : $"{k.Call(RowMethods.CopyRows(k))}({Rows(shape, samples)}, {rows}, {row}, {to}, {Units(shape)}, {Units(shape)});";

    /// <summary>The caller's samples to kernels' rows.</summary>
    public static string Read(KernelContext k, Shape shape, string from, string rows, int row) => shape.IsImage
        ? $"{k.Call(ImageMethods.PlanesToRows(k))}(samples, {from}, {shape.Size}, {rows}, {row}, {shape[1] * shape[2]}, {shape[0]});"
        : $"{k.Call(RowMethods.CopyRows(k))}({Rows(shape, "samples")}, {from}, {Units(shape)}, {rows}, {row}, {Units(shape)});";

    private static int Units(Shape shape) => shape[shape.Rank - 1];

    private static string Rows(Shape shape, string samples) => shape.IsSequence ? $"{samples} * {shape[0]}" : samples;
}
