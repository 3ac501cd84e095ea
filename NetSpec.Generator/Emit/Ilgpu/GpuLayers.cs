using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Prints the host's methods that run the layers, forth and back: one launch or more an operation.</summary>
internal static class GpuLayers
{
    public static void Print(GpuContext k)
    {
        using (k.Host.Block("private void RunForward(AcceleratorStream stream, Work work, FloatView input, int samples, bool training, ulong seed, long firstSample)"))
        {
            Views(k, gradients: false);
            foreach (var operation in k.Plan.Operations)
            {
                k.Host.Line().Line($"// {Describe(operation)}");
                GpuOperationEmitters.Of(operation).Forward(operation, k);
            }
        }
        k.Host.Line();
        using (k.Host.Block("private void RunBackward(AcceleratorStream stream, Work work, FloatView input, FloatView target, FloatView weights, int samples, int weighted, int soft, float scale, bool training, bool accumulate, bool lossOnly, bool wantsInputGradient)"))
        {
            Views(k, gradients: true);
            k.Host.Line("FloatView gradient = _gradient, losses = work.Losses;");
            k.Host.Line().Line($"// {k.Plan.Network.Spec.Loss}");
            GpuLosses.Print(k.Plan.Network.Spec.Loss, k);
            k.Host.Line("if (lossOnly) return;");
            foreach (var operation in k.Plan.Operations.Reverse())
            {
                k.Host.Line().Line($"// gradient of {Describe(operation)}");
                // An operation without parameters that the input alone reaches has nothing else to give.
                using (operation.Outputs.All(v => v.LeadsToInputOnly) ? k.IfWanted(operation.Output) : null)
                    GpuOperationEmitters.Of(operation).Backward(operation, k);
            }
        }
        k.Host.Line();
        Rows(k);
    }

    private static void Views(GpuContext k, bool gradients)
    {
        k.Host.Line("FloatView parameters = _parameters, constants = _constants, partials = _partials;");
        foreach (var value in k.Plan.Values)
            k.Host.Line($"var {value.Name} = {View(k, value)};");
        if (!gradients) return;
        foreach (var value in k.Plan.Values.Append(k.Plan.Input).Where(v => v.HasGradientBuffer))
            k.Host.Line($"var {value.GradientName} = {At(k.Memory.GradientPlaceOf(value), value)};");
    }

    private static string View(GpuContext k, Value value)
    {
        if (value.AliasOf is null) return At(k.Memory.PlaceOf(value), value);
        return value.IsView ? value.AliasOf.Name : $"training ? {At(k.Memory.PlaceOf(value), value)} : {value.AliasOf.Name}";
    }

    /// <summary>A part of a workspace.</summary>
    public static string At(GpuPlace place, Value value) => value.RowsPerSample == 0
        ? FormattableString.Invariant($"work.At({place.Fixed}, {place.PerSample}, {GpuMemory.Length(value)})")
        : FormattableString.Invariant($"work.At({place.Fixed}, {place.PerSample}, samples * {GpuMemory.Length(value)}L)");

    // Where each layer's rows are after inference.
    private static void Rows(GpuContext k)
    {
        using (k.Host.Block("private FloatView RowsOf(Work work, int buffer, int samples) => buffer switch", "};"))
        {
            var outputs = Buffers(k.Plan).ToList();
            for (var i = 0; i < outputs.Count; i++)
            {
                var value = outputs[i].Value.AtInference;
                k.Host.Line($"{(i == outputs.Count - 1 ? "_" : GpuNetworkEmitter.Number(i))} => {(value.IsInput ? "work.Input" : At(k.Memory.PlaceOf(value), value))},");
            }
        }
        k.Host.Line();
    }

    /// <summary>The rows that can be asked for, the input's first.</summary>
    public static IEnumerable<(string Path, Value Value)> Buffers(NetworkPlan plan) =>
        plan.LayerOutputs.Select(l => (l.Layer.Path, l.Output)).Prepend(("", plan.Network.Spec.Input.IsImage ? plan.Operations[0].Output : plan.Input));

    private static string Describe(Operation operation)
    {
        var activation = operation is Activated { Activation: { } fused } ? $", {fused.Kind}" : "";
        return $"{(operation.Layer.Length == 0 ? "input" : operation.Layer)}: {operation.Input} -> {operation.Output}{activation}";
    }
}
