using System.Collections.Immutable;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Operators;

/// <summary>A layer normalisation times a constant, then plus a constant: its scale and its bias.</summary>
internal sealed class LayerNormScalePattern : Pattern
{
    public override string Name => "layer normalisation with scale and bias";

    public override ImmutableArray<string> Roots => ["Mul", "Add"];

    public override OnnxNode? Match(OnnxNode root, PatternGraph graph)
    {
        var at = graph.IsConstant(root.Inputs[1]) ? 1 : graph.IsConstant(root.Inputs[0]) ? 0 : -1;
        if (at < 0 || graph.Maker(root.Inputs[1 - at], "LayerNormalization") is not { } norm) return null;
        var constant = root.Inputs[at];
        // No broadcasting beyond the axes that are normalised.
        var axis = norm.Attributes.Whole("axis", -1);
        if (axis >= 0 || graph.Constant(constant)!.Shape.Count > -axis || graph.Constant(constant)!.Shape.Count == 0) return null;
        if (root.Type == "Mul" && norm.Inputs.Length == 1) return norm with { Label = root.Label, Outputs = root.Outputs, Inputs = [.. norm.Inputs, constant] };
        if (root.Type == "Add" && norm.Inputs.Length < 3)
            return norm with { Label = root.Label, Outputs = root.Outputs, Inputs = [norm.Inputs[0], norm.Inputs.Length == 2 ? norm.Inputs[1] : "", constant] };
        return null;
    }
}
