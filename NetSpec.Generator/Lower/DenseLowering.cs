using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class DenseLowering : LayerLowering
{
    public override string Keyword => "dense";

    // The gradient of a transposed tie reads whole vectors of its input.
    public override bool ReadsUnpaddedRows(ResolvedLayer layer) => layer.TieOwner is not { Transpose: true };

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var dense = (Dense)layer.Layer;
        MatrixView weight;
        if (layer.TieOwner is { } tie)
        {
            weight = new MatrixView(context.Find(tie.Path + ".weight"), tie.Transpose, tie.Negate);
        }
        else
        {
            var layout = $"new global::NetSpec.Runtime.PanelLayout({dense.Units}, {input.Width})";
            weight = new MatrixView(context.Declare(layer, "weight", layout, (long)Padding.Round(dense.Units) * input.Width), false, false);
        }
        var bias = dense.Bias ? VectorSlot.Declare(context, layer, "bias", dense.Units) : null;
        var output = context.NewOutput(layer);
        context.Operations.Add(new Gemm(layer.Path, input, output, weight, bias));
        return output;
    }
}

/// <summary>Parameters that lie one value after another.</summary>
internal static class VectorSlot
{
    public static ParameterSlot Declare(LoweringContext context, ResolvedLayer layer, string suffix, int length) =>
        context.Declare(layer, suffix, $"new global::NetSpec.Runtime.VectorLayout({length})", Padding.Round(length));
}
