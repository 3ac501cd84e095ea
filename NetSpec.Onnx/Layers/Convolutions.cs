using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>What convolutions along one and two axes have in common.</summary>
internal static class Convolutions
{
    /// <summary>The input, the weight and, where there is one, the bias.</summary>
    public static string[] Inputs(ResolvedLayer layer, string input, bool hasBias, GraphBuilder graph) =>
        [input, graph.Weight(layer.Path + ".weight"), .. hasBias ? [graph.Weight(layer.Path + ".bias")] : Array.Empty<string>()];

    /// <summary>Zeros before and after one axis.</summary>
    public static (int Before, int After) Padding(PaddingMode mode, int amount, int kernel, int dilation)
    {
        var reach = dilation * (kernel - 1);
        return mode switch
        {
            PaddingMode.Valid => (0, 0),
            PaddingMode.Same => (reach / 2, reach / 2),
            PaddingMode.Causal => (reach, 0),
            _ => (amount, amount),
        };
    }
}
