using System;
using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>Prints the call that gives the loss of a slice and the gradient of the network's output. One printer per loss.</summary>
internal static class LossEmitters
{
    private static readonly Dictionary<Loss, ElementLoss> Elements = new()
    {
        [Loss.Mse] = new("Mse", v => "var d = y - t;\nreturn d * d;", v => $"return {v.Number(2)} * (y - t);"),
        [Loss.Mae] = new("Mae", v => $"return {v.Static}.Abs(y - t);", v => $"return {Sign(v)};"),
        [Loss.Huber] = new("Huber",
            v => $"var d = {v.Static}.Abs(y - t);\nreturn {v.Static}.ConditionalSelect({v.Static}.LessThanOrEqual(d, {v.Number(1)}), {v.Number(0.5)} * d * d, d - {v.Number(0.5)});",
            // NaN must stay NaN: the native minimum and maximum return their second operand.
            v => $"return {v.Static}.MinNative({v.Number(1)}, {v.Static}.MaxNative({v.Number(-1)}, y - t));"),
        [Loss.Hinge] = new("Hinge",
            v => $"return {v.Static}.MaxNative({v.Zero}, {v.Number(1)} - (y * t));",
            // The gradient passes at the boundary, as PyTorch's clamp lets it.
            v => $"return {v.Static}.ConditionalSelect({v.Static}.LessThanOrEqual(y * t, {v.Number(1)}), -t, {v.Zero});"),
        [Loss.BinaryCrossEntropy] = new("BinaryCrossEntropy",
            // log(1 + exp(y)) - y t, written so that nothing overflows.
            v => $"return {v.Static}.MaxNative({v.Zero}, y) - (y * t) + LogOnePlus(Exp(-{v.Static}.Abs(y)));",
            v => $"return ({v.Number(1)} / ({v.Number(1)} + Exp(-y))) - t;"),
    };

    private static readonly Dictionary<Loss, Action<KernelContext>> Others = new() { [Loss.CrossEntropy] = CrossEntropyLoss.Print };

    /// <summary>The loss where it is a mean over outputs, else null.</summary>
    public static ElementLoss? ElementWise(Loss loss) => Elements.TryGetValue(loss, out var found) ? found : null;

    /// <summary>Prints the statements that set <c>loss</c> and fill the output's gradient.</summary>
    public static void Print(Loss loss, KernelContext k)
    {
        if (ElementWise(loss) is { } element) element.Print(k);
        else Others[loss](k);
    }

    private static string Sign(VectorTarget v) =>
        $"{v.Static}.ConditionalSelect({v.Static}.GreaterThan(y, t), {v.Number(1)}, {v.Static}.ConditionalSelect({v.Static}.LessThan(y, t), {v.Number(-1)}, {v.Zero}))";
}
