using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>normalize</c>: Sub and Div with the spec's constants.</summary>
internal sealed class NormalizeExport : LayerExport<Normalize>
{
    public override string Keyword => NormalizeKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, Normalize layer, string input, GraphBuilder graph)
    {
        var centred = graph.Add("Sub", place.Path, [input, Store("mean", layer.Mean, place, graph)]);
        return graph.Add("Div", place.Path, [centred, Store("std", layer.Std, place, graph)]);
    }

    // One number for all, or one a channel before the axes of its image, or one a feature of the last axis.
    private static string Store(string name, EquatableArray<double> constants, ResolvedLayer place, GraphBuilder graph)
    {
        int[] shape = constants.Count == 1 ? [] : place.Input.IsImage ? [constants.Count, 1, 1] : [constants.Count];
        return graph.Store($"{place.Path}.{name}", [.. constants.Select(value => (float)value)], shape);
    }
}
