using System.Collections.Immutable;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Operators;

/// <summary>Products of a value and a gate of it: silu, gelu, hard_swish; and a clip that is scaled to a hard_sigmoid.</summary>
internal sealed class GatedPattern : Pattern
{
    public override string Name => "silu, gelu, hard_swish, hard_sigmoid";

    public override ImmutableArray<string> Roots => ["Mul", "Div"];

    public override OnnxNode? Match(OnnxNode root, PatternGraph graph)
    {
        var (factors, number) = graph.Product(root.Outputs[0]);
        if (factors.Length == 1 && IsSixth(number) && Shifted(factors[0], graph) is { } inside)
            return PatternGraph.Replace(root, "HardSigmoid", [inside], PatternGraph.Float("alpha", 1.0 / 6), PatternGraph.Float("beta", 0.5));
        if (factors.Length != 2) return null;
        return Gate(root, factors[0], factors[1], number, graph) ?? Gate(root, factors[1], factors[0], number, graph);
    }

    private static OnnxNode? Gate(OnnxNode root, string x, string gate, double number, PatternGraph graph)
    {
        if (Is(number, 1) && graph.Maker(gate, "Sigmoid")?.Inputs[0] == x) return PatternGraph.Replace(root, "Silu", [x]);
        if (Is(number, 1) && graph.Maker(gate, "HardSigmoid") is { } hard && hard.Inputs[0] == x
            && IsSixth(hard.Attributes.Number("alpha", 0.2)) && Is(hard.Attributes.Number("beta", 0.5), 0.5))
            return PatternGraph.Replace(root, "HardSwish", [x]);
        if (IsSixth(number) && Shifted(gate, graph) == x) return PatternGraph.Replace(root, "HardSwish", [x]);
        if (Is(number, 0.5) && graph.Other(graph.Maker(gate, "Add"), 1) is { } error && graph.Maker(error, "Erf") is { } erf
            && graph.Product(erf.Inputs[0]) is { Factors: [var scaled], Number: var scale } && scaled == x && Math.Abs(scale - Math.Sqrt(0.5)) < 1e-6)
        {
            return PatternGraph.Replace(root, "Gelu", [x]);
        }
        return null;
    }

    // x of clip(x + 3, 0, 6).
    private static string? Shifted(string value, PatternGraph graph) =>
        graph.Clipped(value, 0, 6) is { } sum ? graph.Other(graph.Maker(sum, "Add"), 3) : null;

    private static bool IsSixth(double number) => Math.Abs(number - (1.0 / 6)) < 1e-6;

    private static bool Is(double number, double wanted) => Math.Abs(number - wanted) < 1e-6;
}
