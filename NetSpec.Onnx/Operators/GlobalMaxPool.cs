using NetSpec.Onnx.Import;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>The maximum of each channel: a window as large as the image.</summary>
internal sealed class GlobalMaxPool : SingleOperator
{
    public override string Type => "GlobalMaxPool";

    public override int Since => 1;

    protected override ImportValue Apply(NodeCall call)
    {
        var input = call.Signal(0);
        if (input.Step is PadStep) throw new Refusal("it reads zeros that were put around an image, and a maxpool pads with -infinity");
        var form = Pools.FormOf(input);
        var window = form.Extent(form.Sizes, 1);
        return call.Layer(input, new Spec.MaxPool(window) { Stride = window }, form.With(form.Channels, [.. form.Sizes.Select(_ => 1)]));
    }
}
