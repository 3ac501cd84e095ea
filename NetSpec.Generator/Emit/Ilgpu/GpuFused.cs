using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Whether a network is so narrow that one thread can take a whole sample with all activations in registers. Device compilers do not unroll
/// and take a second for a thousand multiply-adds, which bounds what is printed.
/// </summary>
internal sealed record GpuFused(ImmutableArray<Gemm> Layers)
{
    /// <summary>Multiply-adds that a kernel may hold.</summary>
    public const int Budget = 1000;

    /// <summary>Values that fit into the 4 kB of a kernel's arguments, from where a multiply-add takes them without reading memory.</summary>
    public const int ArgumentValues = 960;

    /// <summary>Values that fit into the 1 kB of arguments that OpenCL promises, beside the samples.</summary>
    public const int OpenClArgumentValues = 240;

    /// <summary>The widest layer.</summary>
    public const int Width = 64;

    /// <summary>The form of a plan, or null where it does not fit.</summary>
    public static GpuFused? Of(NetworkPlan plan)
    {
        if (plan.Operations.Any(o => o is not Gemm { Weight.IsHome: true })) return null;
        var fused = new GpuFused(plan.Operations.Cast<Gemm>().ToImmutableArray());
        return fused.Layers.All(g => g.Input.Width <= Width && g.Output.Width <= Width && g.Input.RowsPerSample == 1)
            && fused.Macs <= Budget && fused.Values <= ArgumentValues ? fused : null;
    }

    public int Macs => Layers.Sum(g => g.Input.Width * g.Output.Width);

    /// <summary>Weights and biases without padding.</summary>
    public int Values => Layers.Sum(Length);

    public int Inputs => Layers[0].Input.Width;

    public int Outputs => Layers[Layers.Length - 1].Output.Width;

    public static int Length(Gemm g) => (g.Input.Width * g.Output.Width) + (g.Bias is null ? 0 : g.Output.Width);

    /// <summary>Where a layer's values begin.</summary>
    public int Start(int layer) => Layers.Take(layer).Sum(Length);
}

/// <summary>Prints inference of a narrow network: one thread a sample, weights in the kernel's arguments, samples through shared memory.</summary>
internal static class GpuFusedForward
{
    private const int Threads = 128;

    /// <summary>Asks for the kernel.</summary>
    public static void Print(GpuContext k, GpuFused fused)
    {
        var (inputs, outputs) = (fused.Inputs, fused.Outputs);
        // Rows whose length shares a large divisor with the 32 banks would make threads wait for each other.
        var isLinear = inputs % 4 != 0;
        var row = isLinear ? inputs : inputs + 1;
        k.FusedBytes = Padding.Round(Threads * row) * sizeof(float);
        k.Kernel("WholeNetwork", "int samples, FloatView x, FloatView y, Weights w", w =>
        {
            w.Line($"var rows = global::ILGPU.SharedMemory.Allocate<float>({Padding.Round(Threads * row)});");
            w.Line("var t = global::ILGPU.Group.IdxX;");
            if (isLinear)
            {
                w.Line("var fourRows = rows.Cast<Four>();");
                w.Line("var fourX = x.Cast<Four>();");
            }
            using (w.Block($"for (var first = global::ILGPU.Grid.IdxX * {Threads}; first < samples; first += global::ILGPU.Grid.DimX * {Threads})"))
            {
                Stage(w, inputs, row, isLinear);
                w.Line("global::ILGPU.Group.Barrier();");
                w.Line("var sample = first + t;");
                using (w.Block("if (sample < samples)"))
                {
                    Layers(w, k, fused, kk => $"rows[(t * {row}) + {kk}]");
                    for (var j = 0; j < outputs; j++) w.Line($"y[(sample * {outputs}) + {j}] = a{fused.Layers.Length}_{j};");
                }
                w.Line("global::ILGPU.Group.Barrier();");
            }
        });
    }

    private static void Stage(SourceWriter w, int inputs, int row, bool isLinear)
    {
        w.Line($"int start = first * {inputs}, length = global::System.Math.Min({Threads}, samples - first) * {inputs};");
        if (!isLinear)
        {
            w.Line($"for (var n = t; n < length; n += {Threads}) rows[(n / {inputs} * {row}) + (n % {inputs})] = x[start + n];");
            return;
        }
        var count = (inputs + 3) / 4;
        w.Line("// Four values at a time, all on the way before the first is needed.");
        for (var q = 0; q < count; q++) w.Line($"var v{q} = (t + {q * Threads}) * 4 + 3 < length ? fourX[(start / 4) + t + {q * Threads}] : default;");
        for (var q = 0; q < count; q++) w.Line($"if ((t + {q * Threads}) * 4 + 3 < length) fourRows[t + {q * Threads}] = v{q};");
        w.Line("// Up to three values are left where the last samples end.");
        w.Line("if (t < (length & 3)) rows[(length & ~3) + t] = x[start + (length & ~3) + t];");
    }

    // Weights lie in the arguments by layer, input, unit; a bias follows its weights.
    private static void Layers(SourceWriter w, GpuContext k, GpuFused fused, Func<int, string> input)
    {
        for (var kk = 0; kk < fused.Inputs; kk++) w.Line($"var a0_{kk} = {input(kk)};");
        for (var l = 0; l < fused.Layers.Length; l++)
        {
            var g = fused.Layers[l];
            var (start, inputs, units) = (fused.Start(l), g.Input.Width, g.Output.Width);
            w.Line("float " + string.Join(", ", Enumerable.Range(0, units).Select(j => $"a{l + 1}_{j} = {(g.Bias is null ? "0f" : $"w.W{start + (inputs * units) + j}")}")) + ";");
            for (var kk = 0; kk < inputs; kk++)
                w.Line(string.Join(" ", Enumerable.Range(0, units).Select(j => $"a{l + 1}_{j} += w.W{start + (kk * units) + j} * a{l}_{kk};")));
            if (g.Activation is not { } activation) continue;
            var name = k.Activation(ActivationCodes.Of(activation));
            w.Line(string.Join(" ", Enumerable.Range(0, units).Select(j => $"a{l + 1}_{j} = {name}(a{l + 1}_{j});")));
        }
    }

    /// <summary>Prints what the launcher needs: the type of the arguments, and how they are filled.</summary>
    public static void PrintHost(GpuFused fused, SourceWriter w)
    {
        w.Line("/// <summary>Weights as a kernel's arguments: by layer, input and unit; biases after their weights.</summary>");
        using (w.Block("public struct Weights"))
        {
            foreach (var line in Enumerable.Range(0, (fused.Values + 15) / 16))
                w.Line("public float " + string.Join(", ", Enumerable.Range(line * 16, Math.Min(16, fused.Values - (line * 16))).Select(i => $"W{i}")) + ";");
        }
        w.Line();
        w.Line(FormattableString.Invariant($"private const int FusedSamples = {GpuSizes.Fused(fused)};"));
        w.Line("private Weights _weights;");
        w.Line("private long _weightsVersion = -1;").Line();
        using (w.Block("private Weights CurrentWeights()"))
        {
            w.Line("if (_weightsVersion == DeviceVersion) return _weights;");
            w.Line("var packed = new float[ParameterValues];");
            w.Line("Read(_parameters, packed);");
            w.Line("var values = global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref global::System.Runtime.CompilerServices.Unsafe.As<Weights, float>(ref _weights), " + fused.Values.ToString(System.Globalization.CultureInfo.InvariantCulture) + ");");
            w.Line("var at = 0;");
            foreach (var g in fused.Layers)
            {
                var slot = g.Weight.Owner;
                w.Line(FormattableString.Invariant($"for (var k = 0; k < {g.Input.Width}; k++)"));
                w.Line(FormattableString.Invariant($"    for (var j = 0; j < {g.Output.Width}; j++) values[at++] = packed[{slot.Offset} + {GpuPanels.At(g, "j", "k")}];"));
                if (g.Bias is not null) w.Line(FormattableString.Invariant($"for (var j = 0; j < {g.Output.Width}; j++) values[at++] = packed[{g.Bias.Offset} + j];"));
            }
            w.Line("_weightsVersion = DeviceVersion;");
            w.Line("return _weights;");
        }
        w.Line();
        using (w.Block("private void RunFused(AcceleratorStream stream, FloatView input, FloatView output, int samples)"))
        {
            w.Line("var weights = CurrentWeights();");
            using (w.Block("for (long first = 0; first < samples; first += FusedSamples)"))
            {
                w.Line("var count = (int)global::System.Math.Min(FusedSamples, samples - first);");
                w.Line("var (x, y) = (input.SubView(first * InputSize, count * (long)InputSize), output.SubView(first * OutputSize, count * (long)OutputSize));");
                w.Line($"RunWholeNetwork(stream, new KernelConfig(global::System.Math.Min((count + {Threads - 1}) / {Threads}, 4224), {Threads}), count, x, y, weights);");
            }
        }
        w.Line();
    }
}
