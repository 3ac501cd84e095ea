using System;
using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>Prints the launches that give a loss, and the gradient of the network's output.</summary>
internal static class GpuLosses
{
    // Value and slope of one output y and its target t; cross entropy needs a whole row.
    private static readonly Dictionary<Loss, (string Value, string Slope)> Elements = new()
    {
        [Loss.Mse] = ("(y - t) * (y - t)", "2f * (y - t)"),
        [Loss.Mae] = ("y > t ? y - t : t - y", "y > t ? 1f : y < t ? -1f : 0f"),
        [Loss.Huber] = (
            "y - t > 1f ? y - t - 0.5f : y - t < -1f ? t - y - 0.5f : 0.5f * (y - t) * (y - t)",
            "y - t > 1f ? 1f : y - t < -1f ? -1f : y - t"),
        // The gradient passes at the boundary, as PyTorch's clamp lets it.
        [Loss.Hinge] = ("1f - (y * t) < 0f ? 0f : 1f - (y * t)", "y * t <= 1f ? -t : 0f"),
        // log(1 + exp(y)) - y t, written so that nothing overflows.
        [Loss.BinaryCrossEntropy] = ("(y < 0f ? 0f : y) - (y * t) + LogOnePlus(Exp(y < 0f ? y : -y))", "(1f / (1f + Exp(-y))) - t"),
    };

    /// <summary>Whether a loss is a mean over outputs, each by itself.</summary>
    public static bool IsElementWise(Loss loss) => Elements.ContainsKey(loss);

    /// <summary>Asks for the methods of an element-wise loss: name + Value and name + Slope, of an output and its target.</summary>
    public static void Methods(Loss loss, GpuContext k)
    {
        GpuActivations.Exp(k);
        GpuActivations.LogOnePlus(k);
        foreach (var (name, expression) in new[] { ("Value", Elements[loss].Value), ("Slope", Elements[loss].Slope) })
            k.Helper(loss + name, w => w.Line($"private static float {loss}{name}(float y, float t) => {expression};"));
    }

    /// <summary>Prints the launches that fill <c>losses</c> and the output's gradient.</summary>
    public static void Print(Loss loss, GpuContext k)
    {
        if (IsElementWise(loss)) Element(k, loss);
        else CrossEntropy(k);
    }

    /// <summary>Losses of one sample that are stored.</summary>
    public static long LossesPerSample(NetworkPlan plan) => plan.Network.Spec.Loss == Loss.CrossEntropy ? 1 : plan.Network.Output.Size;

    private static void Element(GpuContext k, Loss loss)
    {
        var output = k.Plan.Output;
        Methods(loss, k);
        var kernel = k.FlatKernel(loss + "Loss", "int perSample, int weighted, float scale, FloatView outputs, FloatView targets, FloatView weights, FloatView losses, FloatView g", w =>
        {
            w.Line("float y = outputs[i], t = targets[i];");
            w.Line("var weight = weighted != 0 ? scale * weights[i / perSample] : scale;");
            w.Line($"losses[i] = weight * {loss}Value(y, t);");
            w.Line($"g[i] = weight * {loss}Slope(y, t);");
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
            w.Line("var largest = Largest(y, at, units);");
            w.Line($"var normaliser = {normaliser}(y, at, units, largest);");
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
                w.Line("if (t != 0f) loss += t * (normaliser - (y[at + n] - largest));");
                w.Line("g[at + n] = weight * ((mass * Exp((y[at + n] - largest) - normaliser)) - t);");
            }
            w.Line("losses[i] = weight * loss;");
        });
        k.Flat(kernel, "samples", FormattableString.Invariant($"{output.Width}, soft, weighted, scale, {output.Name}, target, weights, losses, {output.GradientName}"));
    }
}
