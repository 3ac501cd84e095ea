using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>The mean of each window of an image. Where zeros of the padding count, a depthwise convolution with equal weights is the same.</summary>
internal sealed class AveragePool : SingleOperator
{
    public override string Type => "AveragePool";

    public override ImmutableArray<string> Attributes => ["auto_pad", "ceil_mode", "count_include_pad", "dilations", "kernel_shape", "pads", "strides"];

    protected override ImportValue Apply(NodeCall call)
    {
        var input = call.Signal(0);
        var form = Pools.FormOf(input);
        var pad = input.Step as PadStep;
        var kernel = call.Attributes.Wholes("kernel_shape") ?? throw new Refusal("its kernel_shape is missing");
        var windows = WindowAxis.Of(call, form.Sizes, kernel, pad?.Sides);
        var countsPadding = pad is not null || call.Attributes.Whole("count_include_pad", 0) != 0;
        if (countsPadding && windows.Any(w => w.Before + w.After > 0)) return Convolution(call, input, form, windows, pad);
        // Without padding nothing but what hangs over the end could be counted, and that is counted by nobody.
        var layer = Pools.Layer(form, windows, window => new Spec.AvgPool(window));
        return call.Layer(input, layer, form.With(form.Channels, [.. windows.Select(w => w.Positions)]));
    }

    private static Signal Convolution(NodeCall call, Signal input, SpatialForm form, ImmutableArray<WindowAxis> windows, PadStep? pad)
    {
        var countsOwn = call.Attributes.Whole("count_include_pad", 0) != 0;
        if (pad is not null && !countsOwn && windows.Where((w, i) => w.Before + w.After > pad.Sides[i].Before + pad.Sides[i].After).Any()) throw new Refusal("it counts some zeros of its padding and others not");
        if (windows.Any(w => !w.IsInside)) throw new Refusal("its ceil_mode adds a window that hangs over the end");
        if (pad is not null) input = input with { Step = pad.Input.From, IsSole = false };
        call.Note("a mean that counts the zeros of its padding is written as a depthwise convolution with equal weights");
        long[] shape = [form.Channels, 1, .. windows.Select(w => (long)w.Kernel)];
        Convolutions.CheckSize(shape);
        var count = windows.Aggregate(1L, (p, w) => p * w.Kernel);
        var weight = Tensor.Create(Enumerable.Repeat((float)(1.0 / count), checked((int)(form.Channels * count))).ToArray(), shape);
        return Convolutions.Make(call, input, form, windows, weight, form.Channels, null);
    }
}
