using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Prints the gradient of a narrow network as one kernel: a thread takes a sample forth and back with activations in registers and leaves
/// them, and their gradients, in shared memory; then each thread adds up 4 x 4 weights' gradients over the samples of the tile, in registers,
/// from tile to tile. A group writes one partial gradient at the end.
/// </summary>
internal sealed partial class GpuFusedGradient
{
    private const int Threads = 64;

    /// <summary>Groups at most; each leaves a partial gradient.</summary>
    public const int Groups = 1056;

    private const int MaxSharedBytes = 48_000;
    private const int PatchesPerThread = 3;

    private readonly GpuContext _k;
    private readonly GpuFused _fused;
    private readonly List<int> _inputAt = [], _deltaAt = [], _weightAt = [];
    private readonly int _row, _weights;

    private GpuFusedGradient(GpuContext k, GpuFused fused)
    {
        (_k, _fused) = (k, fused);
        // A row of a sample: each layer's input and a one for the bias, then each layer's gradient. Blocks of four values.
        var at = 0;
        foreach (var g in fused.Layers)
        {
            _inputAt.Add(at);
            at += Four(g.Input.Width + 1);
        }
        foreach (var g in fused.Layers)
        {
            _deltaAt.Add(at);
            at += Four(g.Output.Width);
        }
        // An odd number of blocks keeps threads that read blocks of their own rows off one memory bank.
        _row = at / 4 % 2 == 1 ? at : at + 4;
        foreach (var g in fused.Layers)
        {
            _weightAt.Add(_weights);
            _weights += (g.Input.Width + 1) * Four(g.Output.Width);
        }
    }

    /// <summary>Asks for the kernels; false where the network's form, loss or size do not fit.</summary>
    public static bool Print(GpuContext k, GpuFused fused)
    {
        var printer = new GpuFusedGradient(k, fused);
        if (!printer.Fits()) return false;
        printer.Kernel();
        k.FusedBytes = Math.Max(k.FusedBytes, printer.SharedBytes);
        return true;
    }

    /// <summary>Prints the launches: the whole gradient of samples on the device.</summary>
    public static void PrintHost(GpuContext k, SourceWriter w)
    {
        var length = Math.Max(16, k.Plan.Parameters.Select(p => p.Offset + p.PackedLength).Append(0).Max());
        k.ReservePartials((Groups + 33) * length);
        var add = k.FlatKernel("AddSomeParts", "int values, int parts, int partsOfSum, FloatView partials, FloatView to", b =>
        {
            b.Line("int chunk = i / values, value = i - (chunk * values);");
            b.Line("var end = global::System.Math.Min(parts, (chunk + 1) * partsOfSum);");
            b.Line("var sum = 0f;");
            b.Line("for (var part = chunk * partsOfSum; part < end; part++) sum += partials[(part * values) + value];");
            b.Line("to[i] = sum;");
        });
        var store = k.FlatKernel("AddFewParts", "int parts, int add, FloatView partials, FloatView to", b =>
        {
            b.Line("var sum = 0f;");
            b.Line("for (var part = 0; part < parts; part++) sum += partials[(part * count) + i];");
            b.Line("to[i] = add != 0 ? to[i] + sum : sum;");
        });
        using (w.Block("private void RunFusedGradient(AcceleratorStream stream, FloatView input, FloatView target, FloatView weights, int samples, int weighted, float scale, bool accumulate)"))
        {
            w.Line($"var groups = global::System.Math.Min((samples + {Threads - 1}) / {Threads}, {Groups});");
            w.Line(FormattableString.Invariant($"var partials = _partials.SubView(0, groups * {length}L);"));
            w.Line("// Padding between parameters has no gradient.");
            w.Line("partials.MemSetToZero(stream);");
            w.Line("_sumBuffer.View.BaseView.MemSetToZero(stream);");
            w.Line($"RunWholeGradient(stream, new KernelConfig(groups, {Threads}), samples, weighted, scale, input, target, weights, _parameters, partials, _sumBuffer.View.BaseView);");
            w.Line("// Two rounds of sums: one thread a value would wait a thousand times.");
            w.Line("var sums = (groups + 31) / 32;");
            w.Line(FormattableString.Invariant($"var few = _partials.SubView({Groups * (long)length}, sums * {length}L);"));
            w.Line(FormattableString.Invariant($"Run{add}(stream, Flat(sums * {length}), sums * {length}, {length}, groups, 32, partials, few);"));
            w.Line(FormattableString.Invariant($"Run{store}(stream, Flat({length}), {length}, sums, accumulate ? 1 : 0, few, _gradient);"));
        }
        w.Line();
    }

    private int SharedBytes => (((Threads * _row) + _weights) * sizeof(float)) + (Threads * sizeof(double));

    private bool Fits()
    {
        if (!GpuLosses.IsElementWise(_k.Plan.Network.Spec.Loss)) return false;
        if (_fused.Layers.Any(g => g.Activation is { } a && ActivationCodes.Of(a).DerivativeReadsInput)) return false;
        // One sum a thread is needed for the loss.
        return SharedBytes <= MaxSharedBytes && Patches().Count() <= Threads * PatchesPerThread;
    }

    private void Kernel() => _k.Kernel("WholeGradient", "int samples, int weighted, float scale, FloatView x, FloatView targets, FloatView weights, FloatView parameters, FloatView partials, DoubleView sums", w =>
    {
        var last = _fused.Layers.Length;
        w.Line($"var rows = global::ILGPU.SharedMemory.Allocate<float>({Threads * _row});");
        w.Line($"var shared = global::ILGPU.SharedMemory.Allocate<float>({_weights});");
        w.Line($"var losses = global::ILGPU.SharedMemory.Allocate<double>({Threads});");
        w.Line("var fourRows = rows.Cast<Four>();");
        w.Line("var fourWeights = shared.Cast<Four>();");
        w.Line("var t = global::ILGPU.Group.IdxX;");
        Weights(w);
        var slots = Slots();
        Places(w, slots);
        w.Line("var loss = 0.0;");
        w.Line("global::ILGPU.Group.Barrier();");
        using (w.Block($"for (var first = global::ILGPU.Grid.IdxX * {Threads}; first < samples; first += global::ILGPU.Grid.DimX * {Threads})"))
        {
            Stage(w);
            w.Line("global::ILGPU.Group.Barrier();");
            w.Line("var sample = first + t;");
            w.Line($"var row = t * {_row / 4};");
            Forward(w);
            Loss(w, last);
            Backward(w);
            w.Line("global::ILGPU.Group.Barrier();");
            Sums(w, slots);
            w.Line("global::ILGPU.Group.Barrier();");
        }
        Store(w, slots);
        w.Line("losses[t] = loss;");
        w.Line("global::ILGPU.Group.Barrier();");
        using (w.Block("if (t == 0)"))
        {
            w.Line($"for (var n = 1; n < {Threads}; n++) loss += losses[n];");
            w.Line("sums[global::ILGPU.Grid.IdxX] = loss;");
        }
    });

    // Panels to rows of blocks, with the bias behind the last input.
    private void Weights(SourceWriter w)
    {
        for (var l = 0; l < _fused.Layers.Length; l++)
        {
            var g = _fused.Layers[l];
            var (inputs, units, four) = (g.Input.Width, g.Output.Width, Four(g.Output.Width));
            using (w.Block($"for (var n = t; n < {(inputs + 1) * four}; n += {Threads})"))
            {
                w.Line($"int k = n / {four}, j = n - (k * {four});");
                w.Line("var value = 0f;");
                w.Line(FormattableString.Invariant($"if (k < {inputs} && j < {units}) value = parameters[{g.Weight.Owner.Offset} + {GpuPanels.At(g, "j", "k")}];"));
                if (g.Bias is not null) w.Line(FormattableString.Invariant($"if (k == {inputs} && j < {units}) value = parameters[{g.Bias.Offset} + j];"));
                w.Line($"shared[{_weightAt[l]} + n] = value;");
            }
        }
    }

    private void Stage(SourceWriter w)
    {
        var inputs = _fused.Inputs;
        w.Line($"int start = first * {inputs}, length = global::System.Math.Min({Threads}, samples - first) * {inputs};");
        // Eight at a time are on the way together.
        for (var from = 0; from < inputs; from += 8)
        {
            var count = Math.Min(8, inputs - from);
            using (w.Block())
            {
                for (var q = 0; q < count; q++) w.Line($"var v{q} = t + {(from + q) * Threads} < length ? x[start + t + {(from + q) * Threads}] : 0f;");
                for (var q = 0; q < count; q++) w.Line($"rows[((t + {(from + q) * Threads}) / {inputs} * {_row}) + ((t + {(from + q) * Threads}) % {inputs})] = v{q};");
            }
        }
        w.Line($"rows[(t * {_row}) + {inputs}] = 1f;");
        for (var n = inputs + 1; n < Four(inputs + 1); n++) w.Line($"rows[(t * {_row}) + {n}] = 0f;");
    }

    private static IEnumerable<int> In(int block, int units) => Enumerable.Range(block * 4, Math.Min(4, units - (block * 4)));

    private static int Four(int width) => (width + 3) / 4 * 4;
}
