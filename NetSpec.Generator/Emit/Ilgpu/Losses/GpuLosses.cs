using System;
using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>Prints the launches that give each loss, and the gradient of the network's output. One printer per loss.</summary>
internal static class GpuLosses
{
    private static readonly Dictionary<Loss, Action<GpuContext>> Table = new()
    {
        [Loss.Mse] = k => Element(k, "Mse", "(y - t) * (y - t)", "2f * (y - t)"),
        [Loss.Mae] = k => Element(k, "Mae", "y > t ? y - t : t - y", "y > t ? 1f : y < t ? -1f : 0f"),
        [Loss.Huber] = k => Element(k, "Huber",
            "y - t > 1f ? y - t - 0.5f : y - t < -1f ? t - y - 0.5f : 0.5f * (y - t) * (y - t)",
            "y - t > 1f ? 1f : y - t < -1f ? -1f : y - t"),
        // The gradient passes at the boundary, as PyTorch's clamp lets it.
        [Loss.Hinge] = k => Element(k, "Hinge", "1f - (y * t) < 0f ? 0f : 1f - (y * t)", "y * t <= 1f ? -t : 0f"),
        [Loss.BinaryCrossEntropy] = k =>
        {
            GpuActivations.Exp(k);
            GpuActivations.LogOnePlus(k);
            // log(1 + exp(y)) - y t, written so that nothing overflows.
            Element(k, "BinaryCrossEntropy", "(y < 0f ? 0f : y) - (y * t) + LogOnePlus(Exp(y < 0f ? y : -y))", "(1f / (1f + Exp(-y))) - t");
        },
        [Loss.CrossEntropy] = CrossEntropy,
    };

    /// <summary>Prints the launches that fill <c>losses</c> and the output's gradient.</summary>
    public static void Print(Loss loss, GpuContext k) => Table[loss](k);

    /// <summary>Losses of one sample that are stored.</summary>
    public static long LossesPerSample(NetworkPlan plan) => plan.Network.Spec.Loss == Loss.CrossEntropy ? 1 : plan.Network.Output.Size;

    private static void Element(GpuContext k, string name, string value, string slope)
    {
        var output = k.Plan.Output;
        var kernel = k.FlatKernel(name + "Loss", "int perSample, int weighted, float scale, FloatView outputs, FloatView targets, FloatView weights, FloatView losses, FloatView g", w =>
        {
            w.Line("float y = outputs[i], t = targets[i];");
            w.Line("var weight = weighted != 0 ? scale * weights[i / perSample] : scale;");
            w.Line($"losses[i] = weight * ({value});");
            w.Line($"g[i] = weight * ({slope});");
        });
        var target = "target";
        if (k.Plan.Network.Output.IsImage)
        {
            k.Flat(GpuImages.PlanesToRows(k), GpuContext.Count(output), $"{GpuImages.Size(output)}, target, work.TargetRows");
            target = "work.TargetRows";
        }
        k.Flat(kernel, GpuContext.Count(output), FormattableString.Invariant($"{GpuMemory.Length(output)}, weighted, scale, {output.Name}, {target}, weights, losses, {output.GradientName}"));
    }

    private static void CrossEntropy(GpuContext k)
    {
        var (output, normaliser) = (k.Plan.Output, GpuSoftmax.Normaliser(k));
        var kernel = k.FlatKernel("CrossEntropyLoss", "int units, int soft, int weighted, float scale, FloatView y, FloatView targets, FloatView weights, FloatView losses, FloatView g", w =>
        {
            w.Line("var at = i * units;");
            w.Line("var weight = weighted != 0 ? scale * weights[i] : scale;");
            w.Line($"var normaliser = {normaliser}(y, at, units);");
            w.Line("var mass = 1f;");
            w.Line("var label = 0;");
            w.Line("var loss = 0f;");
            using (w.Block("if (soft != 0)"))
            {
                w.Line("mass = 0f;");
                w.Line("for (var n = at; n < at + units; n++) mass += targets[n];");
            }
            using (w.Block("else")) w.Line("label = (int)targets[i];");
            using (w.Block("for (var n = 0; n < units; n++)"))
            {
                w.Line("var t = 0f;");
                w.Line("if (soft != 0) t = targets[at + n];");
                w.Line("else if (n == label) t = 1f;");
                w.Line("if (t != 0f) loss += t * (normaliser - y[at + n]);");
                w.Line("g[at + n] = weight * ((mass * Exp(y[at + n] - normaliser)) - t);");
            }
            w.Line("losses[i] = weight * loss;");
        });
        k.Flat(kernel, "samples", FormattableString.Invariant($"{output.Width}, soft, weighted, scale, {output.Name}, target, weights, losses, {output.GradientName}"));
    }
}
