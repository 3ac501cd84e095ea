using System;

namespace NetSpec.Generator;

/// <summary>Convolutions as products of matrices whose windows are gathered on the way into shared memory; with groups a thread takes a value.</summary>
internal sealed class GpuConvolve : GpuOperationEmitter<Convolve>
{
    protected override void Forward(Convolve o, GpuContext k)
    {
        if (o.Groups > 1)
        {
            GpuGroupedConvolution.Forward(o, k, KernelIndex(o));
            return;
        }
        var activation = o.Activation is { } a ? k.Activation(ActivationCodes.Of(a)) : null;
        var bias = o.Bias is null ? "" : ", " + GpuContext.Parameter(o.Bias);
        var depth = o.Grid.Taps * o.Input.Width;
        Launch(k, new WindowOperand(o.Grid, o.Input.Width), new PanelOperand(), new LayerResult(o.Bias is not null, false, activation),
            GpuContext.Rows(o.Output), o.Output.Width, depth, o.Input.Name,
            FormattableString.Invariant($"{GpuContext.Parameter(o.Weight)}, {depth}, {Padding.Round(o.Output.Width)}"), $"{o.Output.Name}, {o.Output.Width}{bias}");
    }

    protected override void Backward(Convolve o, GpuContext k)
    {
        GpuMap.ApplyDerivative(o, k);
        if (o.Groups > 1)
        {
            GpuGroupedConvolution.Backward(o, k, KernelIndex(o));
            return;
        }
        WeightGradient(o, k);
        using (k.IfWanted(o.Input))
        {
            TileResult result = o.MasksInputGradient ? new MaskedResult(false) : new LayerResult(false, false, null);
            var mask = o.MasksInputGradient ? ", " + o.Input.Name : "";
            Launch(k, new WindowGradientOperand(o.Grid, o.Output.Width), new TurnedKernelOperand(o.Grid.Taps, o.Input.Width, o.Output.Width), result,
                GpuContext.Rows(o.Input), o.Input.Width, o.Grid.Taps * o.Output.Width, o.Output.GradientName, GpuContext.Parameter(o.Weight), $"{o.Input.GradientName}, {o.Input.Width}{mask}");
        }
    }

    private static void Launch(GpuContext k, TileOperand a, TileOperand b, TileResult result, string rows, int width, int depth, string first, string second, string to)
    {
        var shape = TileShape.Of(width);
        var name = TileKernel.Get(k, shape, a, b, result);
        k.Launch(name, FormattableString.Invariant($"({rows} + {shape.Rows - 1}) / {shape.Rows}, {shape.Across(width)}"), shape.Threads,
            FormattableString.Invariant($"{rows}, {width}, {depth}, {depth}, {first}, {second}, {to}"));
    }

    private static void WeightGradient(Convolve o, GpuContext k)
    {
        var (inputs, padded) = (o.Grid.Taps * o.Input.Width, Padding.Round(o.Output.Width));
        var shape = TileShape.Of(inputs, padded);
        var most = Reductions.Parts(shape.Down(inputs) * shape.Across(padded));
        var length = o.Weight.PackedLength;
        k.ReservePartials(most * (length + padded));
        var hasSums = o.Bias is not null;
        var name = TileKernel.Get(k, shape, new TapOperand(o.Grid, o.Input.Width), new ColumnsOperand(limited: true), new PartialResult(hasSums));
        var sums = FormattableString.Invariant($"partials.SubView(parts * {length}L, parts * {padded}L)");
        using (k.Host.Block())
        {
            GpuGemm.Parts(k, GpuContext.Rows(o.Output), most);
            k.Launch(name, FormattableString.Invariant($"{shape.Down(inputs)}, {shape.Across(padded)} * parts"), shape.Threads, FormattableString.Invariant(
                $"{inputs}, {padded}, {GpuContext.Rows(o.Output)}, rowsOfPart, {o.Input.Name}, {o.Output.GradientName}, {o.Output.Width}, partials{(hasSums ? ", " + sums : "")}"));
            Reductions.AddParts(k, o.Weight, "partials", "parts");
            if (o.Bias is not null) Reductions.AddParts(k, o.Bias, sums, "parts");
        }
    }

    // Where KernelLayout keeps the value of a unit, an input of its group and a tap.
    private static Func<string, string, string, string> KernelIndex(Convolve o)
    {
        var (units, inputs, taps) = (o.Output.Width / o.Groups, o.Input.Width / o.Groups, o.Grid.Taps);
        var (padded, span) = (Padding.Round(o.Output.Width), o.Forward.Span);
        return (unit, input, tap) =>
        {
            var first = $"(({unit} & ~31) / {units})";
            var last = $"((global::System.Math.Min(({unit} & ~31) + global::System.Math.Min(32, {padded} - ({unit} & ~31)), {o.Output.Width}) - 1) / {units})";
            return $"(({unit} & ~31) * {taps * span}) + (((({tap}) * ({last} - {first} + 1) * {inputs}) + ((({unit} / {units}) - {first}) * {inputs}) + {input}) * global::System.Math.Min(32, {padded} - ({unit} & ~31))) + ({unit} & 31)";
        };
    }
}

/// <summary>Depthwise convolutions; a thread takes a value.</summary>
internal sealed class GpuDepthwise : GpuOperationEmitter<Depthwise>
{
    protected override void Forward(Depthwise o, GpuContext k) => GpuGroupedConvolution.Forward(o, k, Index(o));

    protected override void Backward(Depthwise o, GpuContext k)
    {
        GpuMap.ApplyDerivative(o, k);
        GpuGroupedConvolution.Backward(o, k, Index(o));
    }

    private static Func<string, string, string, string> Index(Depthwise o) =>
        (unit, input, tap) => FormattableString.Invariant($"(({tap}) * {Padding.Round(o.Output.Width)}) + {unit}");
}
