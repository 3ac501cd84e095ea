using System;

namespace NetSpec.Generator;

/// <summary>Kernels between an image's planes, as callers keep it, and its rows of channels.</summary>
internal static class GpuImages
{
    /// <summary>Asks for planes to rows: pixels, channels, planes, rows.</summary>
    public static string PlanesToRows(GpuContext k) => k.FlatKernel("PlanesToRows", "int pixels, int channels, FloatView x, FloatView y", w =>
    {
        w.Line("int row = i / channels, channel = i - (row * channels), sample = row / pixels;");
        w.Line("y[i] = x[(((sample * channels) + channel) * pixels) + row - (sample * pixels)];");
    });

    /// <summary>Asks for rows to planes: pixels, channels, rows, planes.</summary>
    public static string RowsToPlanes(GpuContext k) => k.FlatKernel("RowsToPlanes", "int pixels, int channels, FloatView x, FloatView y", w =>
    {
        w.Line("int row = i / channels, channel = i - (row * channels), sample = row / pixels;");
        w.Line("y[(((sample * channels) + channel) * pixels) + row - (sample * pixels)] = x[i];");
    });

    /// <summary>Pixels, channels.</summary>
    public static string Size(Value rows) => FormattableString.Invariant($"{rows.RowsPerSample}, {rows.Width}");
}

internal sealed class GpuPlanesToRows : GpuOperationEmitter<PlanesToRows>
{
    protected override void Forward(PlanesToRows o, GpuContext k) =>
        k.Flat(GpuImages.PlanesToRows(k), GpuContext.Count(o.Output), $"{GpuImages.Size(o.Output)}, {o.Input.Name}, {o.Output.Name}");

    // The gradient stays in rows; the launcher turns it where the caller wants it.
    protected override void Backward(PlanesToRows o, GpuContext k)
    {
    }
}

internal sealed class GpuFlattenRows : GpuOperationEmitter<FlattenRows>
{
    protected override void Forward(FlattenRows o, GpuContext k)
    {
        if (o.Shape.IsImage) k.Flat(GpuImages.RowsToPlanes(k), GpuContext.Count(o.Input), $"{GpuImages.Size(o.Input)}, {o.Input.Name}, {o.Output.Name}");
        else k.Flat(GpuPad.Copy(k), GpuContext.Count(o.Input), $"{o.Input.Name}, {o.Output.Name}");
    }

    protected override void Backward(FlattenRows o, GpuContext k)
    {
        if (o.Shape.IsImage) k.Flat(GpuImages.PlanesToRows(k), GpuContext.Count(o.Input), $"{GpuImages.Size(o.Input)}, {o.Output.GradientName}, {o.Input.GradientName}");
        else k.Flat(GpuPad.Copy(k), GpuContext.Count(o.Input), $"{o.Output.GradientName}, {o.Input.GradientName}");
    }
}
