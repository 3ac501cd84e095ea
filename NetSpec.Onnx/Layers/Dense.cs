using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>dense</c>: Gemm, which reads [units, inputs] as it is; on a sequence MatMul, which wants it turned.</summary>
internal sealed class DenseExport : LayerExport<Dense>
{
    public override string Keyword => DenseKind.Instance.Keyword;

    protected override string Add(ResolvedLayer place, Dense layer, string input, GraphBuilder graph)
    {
        var weight = graph.Weight((place.TieOwner?.Path ?? place.Path) + ".weight");
        // A weight that is tied turned is [inputs, units].
        var isTurned = place.TieOwner is { Transpose: true };
        var isNegated = place.TieOwner is { Negate: true };
        string[] bias = layer.Bias ? [graph.Weight(place.Path + ".bias")] : [];
        return place.Input.IsSequence
            ? Steps(place.Path, input, weight, bias, isTurned, isNegated, graph)
            : graph.Add("Gemm", place.Path, [input, weight, .. bias], Attributes.Number("alpha", isNegated ? -1 : 1), Attributes.Whole("transB", isTurned ? 0 : 1));
    }

    private static string Steps(string path, string input, string weight, string[] bias, bool isTurned, bool isNegated, GraphBuilder graph)
    {
        if (!isTurned) weight = graph.Add("Transpose", path, [weight], Attributes.Wholes("perm", 1, 0));
        if (isNegated) weight = graph.Add("Neg", path, [weight]);
        var product = graph.Add("MatMul", path, [input, weight]);
        return bias is [var b] ? graph.Add("Add", path, [product, b]) : product;
    }
}
