using System;

namespace NetSpec.Generator;

/// <summary>A loss that is a mean over outputs.</summary>
/// <param name="Name">Start of its methods' names.</param>
/// <param name="Value">Statements that return the loss of an output y with the target t.</param>
/// <param name="Derivative">Statements that return its derivative.</param>
internal sealed record ElementLoss(string Name, Func<VectorTarget, string> Value, Func<VectorTarget, string> Derivative)
{
    /// <summary>Asks for the methods of the value and the derivative of one vector: Name + Value and Name + Slope.</summary>
    public void Methods(KernelContext k)
    {
        var v = k.Target;
        MathMethods.Exp(k);
        MathMethods.LogOnePlus(k);
        foreach (var (method, body) in new[] { ($"{Name}Value", Value(v)), ($"{Name}Slope", Derivative(v)) })
        {
            k.Need(method, w =>
            {
                w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
                using (w.Block($"public static {v.Type} {method}({v.Type} y, {v.Type} t)")) w.Lines(body);
            });
        }
    }

    /// <summary>Prints the statements that set <c>loss</c> and fill the output's gradient.</summary>
    public void Print(KernelContext k)
    {
        var (v, output, name) = (k.Target, k.Plan.Output, Name);
        Methods(k);
        var targetRow = Padding.Round(output.Width);
        var keep = RowMethods.KeepUnits(k);
        var loss = k.Need($"{name}Loss", w =>
        {
            w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (w.Block($"public static double {name}Loss(int rows, {k.Scalar}* y, nint yRow, {k.Scalar}* target, nint targetRow, {k.Scalar}* weights, int rowsPerSample, {k.Scalar} scale, {k.Scalar}* g, nint gRow, int units)"))
            {
                w.Line("// Images give so many terms of one size that a sum in single precision would drift by more than a thousandth.");
                w.Line($"var total = Vector{v.Bits}<double>.Zero;");
                using (w.Block("for (var row = 0; row < rows; row++, y += yRow, target += targetRow, g += gRow)"))
                {
                    w.Line($"var weight = {v.Static}.Create(weights == null ? scale : scale * weights[row / rowsPerSample]);");
                    using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
                    {
                        w.Line($"{v.Type} a = {v.Static}.LoadAligned(y + i), t = {v.Static}.LoadAligned(target + i);");
                        w.Line($"var term = {keep}(weight * {name}Value(a, t), units - i);");
                        w.Line(v.Precision == Precision.Single ? $"total += {v.Static}.WidenLower(term) + {v.Static}.WidenUpper(term);" : "total += term;");
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
