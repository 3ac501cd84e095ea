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
        Table(k);
        k.Host.Lines("""
            protected override void SetOptimizer(global::NetSpec.Runtime.OptimizerOptions options)
            {
                if (!Optimizers.TryGetValue(options.Name, out var found)) throw new NotSupportedException($"There is no optimizer '{options.Name}' on devices.");
                On(null);
                // Steps that were not waited for still change the old ones.
                _stream.Synchronize();
                foreach (var state in _states) state.Dispose();
                (_optimizer, _states) = (options, new FloatBuffer[found.States]);
                foreach (ref var state in _states.AsSpan())
                {
                    state = _accelerator.Allocate1D<float>(ParameterValues);
                    state.View.BaseView.MemSetToZero(_stream);
                }
            }

            protected override void ApplyOptimizer(long step, double rate)
            {
                var update = Optimizers[_optimizer!.Name].Update;
                // Running statistics are no optimizer's business: each range holds trained parameters only.
                foreach (var (start, count) in Trained)
                    update(this, _optimizer, rate, step, count, _parameters.SubView(start, count), _gradient.SubView(start, count), State(0, start, count), State(1, start, count));
            }

            private FloatView State(int index, long start, int count) => index < _states.Length ? _states[index].View.BaseView.SubView(start, count) : default;

            """);
    }

    private static void Table(GpuContext k)
    {
        var name = k.Plan.Network.Spec.Name + "Gpu";
        k.Host.Line($"private delegate void Update({name} network, global::NetSpec.Runtime.OptimizerOptions o, double rate, long step, int count, FloatView w, FloatView g, FloatView s0, FloatView s1);").Line();
        using (k.Host.Block("private static readonly global::System.Collections.Generic.Dictionary<string, (int States, Update Update)> Optimizers = new()", "};"))
        {
            foreach (var optimizer in GpuOptimizers.All)
            {
                var states = string.Concat(Enumerable.Range(0, optimizer.States).Select(i => $", s{i}"));
                k.Host.Line($"[\"{optimizer.Name}\"] = ({GpuNetworkEmitter.Number(optimizer.States)}, static (n, o, rate, step, count, w, g, s0, s1) =>");
                k.Host.Line($"    n.Run{optimizer.Kernel}(n._stream, Flat(count), count, {optimizer.Arguments}, w, g{states})),");
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
