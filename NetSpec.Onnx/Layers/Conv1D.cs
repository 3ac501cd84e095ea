using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>conv1d</c>: Conv with one spatial axis, which wants [batch, features, time].</summary>
internal sealed class Conv1DExport : LayerExport<Conv1D>
{
    public override string Keyword => Conv1DKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, Conv1D layer, string input, GraphBuilder graph)
    {
        var (before, after) = Convolutions.Padding(layer.Padding.Mode, layer.Padding.Amount, layer.Kernel, layer.Dilation);
        var turned = graph.Add("Transpose", place.Path, [input], Turn());
        var convolved = graph.Add(
            "Conv",
            place.Path,
            Convolutions.Inputs(place, turned, layer.Bias, graph),
            Attributes.Wholes("kernel_shape", layer.Kernel),
            Attributes.Wholes("strides", layer.Stride),
            Attributes.Wholes("pads", before, after),
            Attributes.Wholes("dilations", layer.Dilation),
            Attributes.Whole("group", layer.Groups));
        return graph.Add("Transpose", place.Path, [convolved], Turn());
    }

    // Its own inverse.
    private static Schema.Attribute Turn() => Attributes.Wholes("perm", 0, 2, 1);
}
