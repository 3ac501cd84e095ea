using System.Collections.Immutable;
using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>The maximum of each window of an image.</summary>
internal sealed class MaxPool : SingleOperator
{
    public override string Type => "MaxPool";

    public override ImmutableArray<string> Attributes => ["auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "storage_order", "strides"];

    protected override ImportValue Apply(NodeCall call)
    {
        var input = call.Signal(0);
        if (input.Step is PadStep) throw new Refusal("it reads zeros that were put around an image, and a maxpool pads with -infinity");
        var form = Pools.FormOf(input);
        var windows = WindowAxis.Of(call, form.Sizes, call.Attributes.Wholes("kernel_shape") ?? throw new Refusal("its kernel_shape is missing"));
        var layer = Pools.Layer(form, windows, window => new Spec.MaxPool(window));
        return call.Layer(input, layer, form.With(form.Channels, [.. windows.Select(w => w.Positions)]));
    }
}
