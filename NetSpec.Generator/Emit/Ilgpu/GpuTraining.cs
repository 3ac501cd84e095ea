using System;
using System.Collections.Generic;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Prints the optimizers of a network on a device.</summary>
internal static class GpuTraining
{
    public static void Print(GpuContext k)
    {
        foreach (var optimizer in GpuOptimizers.All)
        {
            var states = string.Concat(Enumerable.Range(0, optimizer.States).Select(i => $", FloatView s{i}"));
            k.FlatKernel(optimizer.Kernel, $"{optimizer.Parameters}, FloatView w, FloatView g{states}", w => w.Lines(optimizer.Body));
        }
        using (k.Host.Block("protected override void SetOptimizer(global::NetSpec.Runtime.OptimizerOptions options)"))
        {
            k.Host.Line("foreach (var state in _states) state.Dispose();");
            k.Host.Line("_optimizer = options;");
            using (k.Host.Block("var states = options.Name switch", "};"))
            {
                foreach (var optimizer in GpuOptimizers.All) k.Host.Line($"\"{optimizer.Name}\" => {GpuNetworkEmitter.Number(optimizer.States)},");
                k.Host.Line("_ => throw new NotSupportedException($\"There is no optimizer '{options.Name}' on the device.\"),");
            }
            k.Host.Line("_states = new FloatBuffer[states];");
            using (k.Host.Block("for (var i = 0; i < states; i++)"))
            {
                k.Host.Line("_states[i] = _accelerator.Allocate1D<float>(ParameterValues);");
                k.Host.Line("_states[i].View.BaseView.MemSetToZero(_stream);");
            }
        }
        k.Host.Line();
        using (k.Host.Block("protected override void ApplyOptimizer(long step, double rate)"))
        {
            k.Host.Line("var (o, stream) = (_optimizer!, _stream);");
            k.Host.Line("// Running statistics are no optimizer's business: each range holds trained parameters only.");
            using (k.Host.Block("foreach (var (start, count) in Trained)"))
            {
                k.Host.Line("FloatView w = _parameters.SubView(start, count), g = _gradient.SubView(start, count);");
                using (k.Host.Block("switch (o.Name)"))
                {
                    foreach (var optimizer in GpuOptimizers.All)
                    {
                        var states = string.Concat(Enumerable.Range(0, optimizer.States).Select(i => $", _states[{i}].View.BaseView.SubView(start, count)"));
                        k.Host.Line($"case \"{optimizer.Name}\":");
                        k.Host.Line($"    Run{optimizer.Kernel}(stream, Flat(count), count, {optimizer.Arguments}, w, g{states});");
                        k.Host.Line("    break;");
                    }
                }
            }
        }
        k.Host.Line();
    }

    /// <summary>Ranges of the parameter memory that an optimizer changes.</summary>
    public static IEnumerable<(long Start, long Length)> Trained(NetworkPlan plan)
    {
        var (start, end) = (-1L, -1L);
        foreach (var slot in plan.Parameters.Where(p => p.Spec.Role is ParameterRole.Weight or ParameterRole.Bias or ParameterRole.Scale))
        {
            if (slot.Offset != end)
            {
                if (start >= 0) yield return (start, end - start);
                start = slot.Offset;
            }
            end = slot.Offset + slot.PackedLength;
        }
        if (start >= 0) yield return (start, end - start);
    }
}
