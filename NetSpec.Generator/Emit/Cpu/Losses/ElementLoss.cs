using System;

namespace NetSpec.Generator;

/// <summary>Losses that are a mean over outputs.</summary>
internal static class ElementLoss
{
    public static void Print(KernelContext k, string name, Func<VectorTarget, string> value, Func<VectorTarget, string> derivative)
    {
        var v = k.Target;
        var output = k.Plan.Output;
        MathMethods.Exp(k);
        MathMethods.LogOnePlus(k);
        var targetRow = Padding.Round(output.Width);
        foreach (var (method, body) in new[] { ($"{name}Value", value(v)), ($"{name}Slope", derivative(v)) })
        {
            k.Need(method, w =>
            {
                w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
                using (w.Block($"public static {v.Type} {method}({v.Type} y, {v.Type} t)")) w.Lines(body);
            });
        }
        var keep = RowMethods.KeepUnits(k);
        var loss = k.Need($"{name}Loss", w =>
        {
            w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (w.Block($"public static double {name}Loss(int rows, {k.Scalar}* y, nint yRow, {k.Scalar}* target, nint targetRow, {k.Scalar}* weights, int rowsPerSample, {k.Scalar} scale, {k.Scalar}* g, nint gRow, int units)"))
            {
                w.Line($"var total = {v.Zero};");
                using (w.Block("for (var row = 0; row < rows; row++, y += yRow, target += targetRow, g += gRow)"))
                {
                    w.Line($"var weight = {v.Static}.Create(weights == null ? scale : scale * weights[row / rowsPerSample]);");
                    using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
                    {
                        w.Line($"{v.Type} a = {v.Static}.LoadAligned(y + i), t = {v.Static}.LoadAligned(target + i);");
                        w.Line($"total += {keep}(weight * {name}Value(a, t), units - i);");
                        w.Line($"{keep}(weight * {name}Slope(a, t), units - i).StoreAligned(g + i);");
                    }
                }
                w.Line($"return {v.Static}.Sum(total);");
            }
        });
        var rows = KernelContext.Rows(output);
        k.Writer.Line($"{k.Scalar}* target = {k.Plan.TargetPlace.From("workspace")};");
        k.Writer.Line(CallerMemory.Read(k, k.Plan.Network.Output, "slice.Target", "target", targetRow));
        k.Writer.Line($"loss = {k.Call(loss)}({rows}, {output.Name}, {output.Stride}, target, {targetRow}, slice.SampleWeights, {output.RowsPerSample}, slice.Scale, {output.GradientName}, {output.GradientStride}, {output.Width});");
    }
}
