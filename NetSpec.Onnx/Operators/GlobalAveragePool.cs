using NetSpec.Onnx.Import;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>The mean of each channel.</summary>
internal sealed class GlobalAveragePool : SingleOperator
{
    public override string Type => "GlobalAveragePool";

    public override int Since => 1;

    protected override ImportValue Apply(NodeCall call)
    {
        var input = call.Signal(0);
        var form = SpatialForm.Of(input.Layout);
        return form.IsPoint ? input : call.Layer(input, new GlobalAvgPool(), form.Pooled());
    }
}
