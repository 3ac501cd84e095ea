using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

internal sealed class GpuAffine : GpuOperationEmitter<Affine>
{
    protected override void Forward(Affine o, GpuContext k)
    {
        var name = k.FlatKernel("ShiftAndScale", "int units, FloatView x, FloatView mean, FloatView scale, FloatView y",
            w => w.Line("y[i] = (x[i] - mean[i % units]) * scale[i % units];"));
        k.Flat(name, GpuContext.Count(o.Output), FormattableString.Invariant($"{o.Output.Width}, {o.Input.Name}, {Constant(o.Mean)}, {Constant(o.Scale)}, {o.Output.Name}"));
    }

    protected override void Backward(Affine o, GpuContext k)
    {
        var name = k.FlatKernel("ScaleRows", "int units, FloatView g, FloatView scale", w => w.Line("g[i] *= scale[i % units];"));
        k.Flat(name, GpuContext.Count(o.Output), FormattableString.Invariant($"{o.Output.Width}, {o.Output.GradientName}, {Constant(o.Scale)}"));
    }

    // Constants lie where the plan has put them among the packed copies, of which a device needs no others.
    private static string Constant(PackedConstant constant) => FormattableString.Invariant($"constants.SubView({constant.Offset}, {constant.Values.Count})");
}

internal sealed class GpuPad : GpuOperationEmitter<Pad>
{
    // Rows have no padding on a device.
    protected override void Forward(Pad o, GpuContext k) => k.Flat(Copy(k), GpuContext.Count(o.Output), $"{o.Input.Name}, {o.Output.Name}");

    protected override void Backward(Pad o, GpuContext k)
    {
    }

    /// <summary>Asks for a copy of values.</summary>
    public static string Copy(GpuContext k) => k.FlatKernel("Copy", "FloatView x, FloatView y", w => w.Line("y[i] = x[i];"));
}

internal sealed class GpuFork : GpuOperationEmitter<Fork>
{
    protected override void Forward(Fork o, GpuContext k)
    {
    }

    protected override void Backward(Fork o, GpuContext k)
    {
        var last = o.Others.Last();
        foreach (var other in o.Others)
        {
            // The last sum leaves zero where the relu before the fork let nothing through.
            var masks = o.MasksInputGradient && other == last;
            var name = masks
                ? k.FlatKernel("AddToMasked", "FloatView x, FloatView y, FloatView mask", w => w.Line("y[i] = mask[i] > 0f ? y[i] + x[i] : 0f;"))
                : k.FlatKernel("AddTo", "FloatView x, FloatView y", w => w.Line("y[i] += x[i];"));
            k.Flat(name, GpuContext.Count(o.Output), $"{other.GradientName}, {o.Output.GradientName}{(masks ? ", " + o.Input.Name : "")}");
        }
    }
}

internal sealed class GpuJoin : GpuOperationEmitter<Join>
{
    protected override void Forward(Join o, GpuContext k)
    {
        var then = o.Activation is { } activation ? k.Activation(ActivationCodes.Of(activation)) : "";
        var name = k.FlatKernel("AddRows" + then, "FloatView x, FloatView z, FloatView y", w => w.Line($"y[i] = {then}(x[i] + z[i]);"));
        k.Flat(name, GpuContext.Count(o.Output), $"{o.Input.Name}, {o.Other.Name}, {o.Output.Name}");
    }

    // Output and input share one gradient; the other's is a copy, since what lies before either may work in place.
    protected override void Backward(Join o, GpuContext k)
    {
        GpuMap.ApplyDerivative(o, k);
        k.Flat(GpuPad.Copy(k), GpuContext.Count(o.Output), $"{o.Output.GradientName}, {o.Other.GradientName}");
    }
}

internal sealed class GpuConcatenate : GpuOperationEmitter<Concatenate>
{
    protected override void Forward(Concatenate o, GpuContext k)
    {
        foreach (var (input, first) in Parts(o))
            k.Flat(CopyBlock(k), GpuContext.Count(input), FormattableString.Invariant($"{input.Width}, {input.Name}, 0, {input.Width}, {o.Output.Name}, {first}, {o.Output.Width}"));
    }

    protected override void Backward(Concatenate o, GpuContext k)
    {
        foreach (var (input, first) in Parts(o))
            k.Flat(CopyBlock(k), GpuContext.Count(input), FormattableString.Invariant($"{input.Width}, {o.Output.GradientName}, {first}, {o.Output.Width}, {input.GradientName}, 0, {input.Width}"));
    }

    /// <summary>Asks for a copy of a block of columns: units, from, its first column and row length, to, its first column and row length.</summary>
    public static string CopyBlock(GpuContext k) => k.FlatKernel("CopyBlock", "int units, FloatView x, int xFirst, int xRow, FloatView y, int yFirst, int yRow", w =>
    {
        w.Line("int row = i / units, unit = i - (row * units);");
        w.Line("y[(row * yRow) + yFirst + unit] = x[(row * xRow) + xFirst + unit];");
    });

    private static IEnumerable<(Value Input, int First)> Parts(Concatenate o)
    {
        var inputs = o.Inputs.ToList();
        return inputs.Select((input, i) => (input, inputs.Take(i).Sum(v => v.Width)));
    }
}

internal sealed class GpuMeanOfRows : GpuOperationEmitter<MeanOfRows>
{
    protected override void Forward(MeanOfRows o, GpuContext k)
    {
        var name = k.FlatKernel("MeanOfSampleRows", "int units, int rows, FloatView x, FloatView y", w =>
        {
            w.Line("int sample = i / units, at = (sample * rows * units) + i - (sample * units);");
            w.Line("var sum = 0f;");
            w.Line("for (var n = 0; n < rows; n++, at += units) sum += x[at];");
            w.Line("y[i] = sum / rows;");
        });
        k.Flat(name, GpuContext.Count(o.Output), FormattableString.Invariant($"{o.Input.Width}, {o.Input.RowsPerSample}, {o.Input.Name}, {o.Output.Name}"));
    }

    protected override void Backward(MeanOfRows o, GpuContext k)
    {
        var name = k.FlatKernel("SpreadOverRows", "int units, int rows, FloatView gy, FloatView gx", w =>
        {
            w.Line("int row = i / units, unit = i - (row * units);");
            w.Line("gx[i] = gy[(row / rows * units) + unit] / rows;");
        });
        k.Flat(name, GpuContext.Count(o.Input), FormattableString.Invariant($"{o.Input.Width}, {o.Input.RowsPerSample}, {o.Output.GradientName}, {o.Input.GradientName}"));
    }
}
