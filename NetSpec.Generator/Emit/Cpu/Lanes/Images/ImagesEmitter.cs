using System.Linq;

namespace NetSpec.Generator;

/// <summary>Prints inference of whole blocks of images with samples in lanes.</summary>
internal static class ImagesEmitter
{
    /// <summary>Asks for the method that computes the whole blocks of a slice; gives its name. It returns how many samples those hold.</summary>
    public static string Forward(ImagesInLanes images, KernelContext k)
    {
        var (v, plan) = (k.Target, k.Plan);
        var (input, output) = (plan.Network.Spec.Input, plan.Output.Width);
        return k.Need("ForwardInLanes", w =>
        {
            var body = k.With(w);
            w.Line($"// {v.Lanes} samples at a time through all layers; gives the number of samples in such blocks.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"public static int ForwardInLanes(in global::NetSpec.Runtime.Slice<{k.Scalar}> slice)"))
            {
                w.Line($"const int count = {v.Lanes};");
                w.Line($"{k.Scalar}* input = slice.Input, output = slice.Output, parameters = slice.Parameters, packed = slice.Packed, values = {plan.LanesPlace.From("slice.Workspace")};");
                w.Line("var left = slice.Samples;");
                using (w.Block($"for (; left >= count; left -= count, input += {input.Size * v.Lanes}, output += {output * v.Lanes})"))
                {
                    w.Line($"{PlanesToLanes.Method(input, k)}(input, {At(images.Input.First, v)}, {images.Input.Line * v.Lanes}, {images.Input.Plane * v.Lanes});");
                    foreach (var step in images.Steps) Layer(step, images, body);
                    w.Lines(TurnMethods.FromLanes(body, At(images.Output, v), output, "output"));
                }
                w.Line("return slice.Samples - left;");
            }
        });
    }

    /// <summary>Prints the calls that transform kernels.</summary>
    public static void Refresh(ImagesInLanes images, KernelContext k)
    {
        foreach (var convolution in images.Convolutions)
        {
            var shapes = convolution.ReadsOnePlane ? [LanesTile.All.Last()] : TilesInLanes.Shapes(convolution);
            foreach (var shape in shapes)
            {
                var to = convolution.Kernels + ((long)shape.FirstPlace * convolution.From.Channels * Padding.Round(convolution.To.Channels));
                k.Writer.Line($"{k.Call(TileKernels.Method(k))}(parameters + {convolution.Weight.Offset}, {convolution.From.Channels}, {convolution.To.Channels}, packed + {to}, {shape.Rows}, {shape.Columns});");
            }
        }
    }

    /// <summary>A place of a block's memory.</summary>
    public static string At(long vectors, VectorTarget v) => $"values + {vectors * v.Lanes}";

    private static void Layer(LanesStep step, ImagesInLanes images, KernelContext k)
    {
        k.Writer.Line($"// {step.Of.Layer}: {step.Of.Input} -> {step.Of.Output}");
        if (step is LanesDense dense) Dense(dense, k);
        else Convolution((LanesConvolution)step, images, k);
    }

    private static void Convolution(LanesConvolution o, ImagesInLanes images, KernelContext k)
    {
        var (v, from, to) = (k.Target, o.From, o.To);
        var bias = o.Of.Bias is { } slot ? $"parameters + {slot.Offset}" : "null";
        var result = $"{At(to.First, v)}, {to.Line * v.Lanes}, {to.Plane * v.Lanes}";
        var corner = At(from.Offset, v);
        k.Writer.Line(o.ReadsOnePlane
            ? $"{PlaneInLanes.Method(o, k)}({corner}, {from.Line * v.Lanes}, {o.Down / 2}, {o.Across / 2}, packed + {PlaneInLanes.Kernels(o)}, {to.Channels}, {bias}, {result});"
            : $"{TilesInLanes.Method(o, k)}({corner}, {from.Line * v.Lanes}, {from.Plane * v.Lanes}, {o.Down}, {o.Across}, {from.Channels}, packed + {o.Kernels}, {to.Channels}, {bias}, {result}, {At(images.Scratch, v)});");
    }

    private static void Dense(LanesDense o, KernelContext k)
    {
        var v = k.Target;
        var activation = o.Activation is { } a ? k.Activation(ActivationCodes.Of(a)) : "";
        new LanesSums(o.Of.Output.Width, o.Inputs, (int)o.Weight.Offset, SumStep: 1, TermStep: Padding.Round(o.Of.Output.Width)).Print(
            k,
            new TermsInMemory(At(o.From, v)),
            unit => o.Of.Bias is { } bias ? $"{v.Static}.Create(*(parameters + {bias.Offset + unit}))" : v.Zero,
            (unit, sum) => $"{activation}({sum}).StoreAligned({At(o.To + unit, v)});");
    }
}
