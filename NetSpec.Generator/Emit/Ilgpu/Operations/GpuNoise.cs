using System;

namespace NetSpec.Generator;

/// <summary>Dropout: the streams of <c>DropoutNoiseSource</c>, of which a thread computes the value that it needs, so that device and processor draw the same noise.</summary>
internal sealed class GpuNoise : GpuOperationEmitter<Noise>
{
    protected override void Forward(Noise o, GpuContext k)
    {
        Streams(k);
        var isBernoulli = o.Kind == DropoutNoise.Bernoulli;
        var name = k.FlatKernel($"{o.Kind}Noise", "int units, double rate, ulong seed, ulong layer, ulong firstRow, FloatView x, FloatView factors, FloatView y", w =>
        {
            w.Line("int row = i / units, unit = i - (row * units);");
            w.Line("var stream = StreamOf(seed, layer, firstRow + (ulong)row);");
            if (isBernoulli)
            {
                w.Line("var factor = Uniform(stream, unit) < rate ? 0f : (float)1 / (1 - (float)rate);");
            }
            else
            {
                w.Line("// Box and Muller (1958); 1 - u keeps the logarithm's argument above zero.");
                w.Line("var radius = global::ILGPU.Algorithms.XMath.Sqrt(-2f * global::ILGPU.Algorithms.XMath.Log((float)(1 - Uniform(stream, 2 * unit))));");
                w.Line("var deviation = global::ILGPU.Algorithms.XMath.Sqrt((float)(rate / (1 - rate)));");
                w.Line("var factor = 1f + (deviation * radius * global::ILGPU.Algorithms.XMath.Cos((float)(6.283185307179586 * Uniform(stream, (2 * unit) + 1))));");
            }
            w.Line("factors[i] = factor;");
            w.Line("y[i] = x[i] * factor;");
        });
        using (k.Host.Block("if (training)"))
        {
            k.Flat(name, GpuContext.Count(o.Output), FormattableString.Invariant(
                $"{o.Output.Width}, (double){GpuContext.Number(o.Rate)}, seed, {o.Index}UL, (ulong)firstSample * {o.Input.RowsPerSample}UL, {o.Input.Name}, {o.Factors.Name}, {o.Output.Name}"));
        }
    }

    protected override void Backward(Noise o, GpuContext k)
    {
        var name = k.FlatKernel("MultiplyInto", "FloatView g, FloatView z", w => w.Line("g[i] *= z[i];"));
        using (k.Host.Block("if (training)"))
            k.Flat(name, GpuContext.Count(o.Output), $"{o.Output.GradientName}, {o.Factors.Name}");
    }

    private static void Streams(GpuContext k)
    {
        k.Helper("Mix", w =>
        {
            w.Line("// SplitMix64 (Steele, Lea and Flood, 2014).");
            using (w.Block("private static ulong Mix(ulong state)"))
            {
                w.Line("var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;");
                w.Line("z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;");
                w.Line("return z ^ (z >> 31);");
            }
        });
        k.Helper("StreamOf", w =>
        {
            using (w.Block("private static ulong StreamOf(ulong seed, ulong layer, ulong row)"))
            {
                w.Line("var state = Mix(seed + 0x9E3779B97F4A7C15UL) + layer;");
                w.Line("state = Mix(state + 0x9E3779B97F4A7C15UL) + row;");
                w.Line("return Mix(state + 0x9E3779B97F4A7C15UL);");
            }
        });
        k.Helper("Uniform", w =>
        {
            using (w.Block("private static double Uniform(ulong stream, int index)"))
                w.Line("return (double)(Mix(stream + ((ulong)(index + 1) * 0x9E3779B97F4A7C15UL)) >> 11) * (1.0 / (1UL << 53));");
        });
    }
}
