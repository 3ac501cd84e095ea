using System.Collections.Immutable;
using NetSpec.Onnx.Reading;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>One of the states that several recurrent layers end with, as PyTorch joins and then picks them: that layer's own.</summary>
internal sealed class StatePattern : Pattern
{
    private static readonly string[] _recurrent = ["RNN", "GRU", "LSTM"];

    public override string Name => "state of one of several recurrent layers";

    public override ImmutableArray<string> Roots => ["Gather"];

    public override OnnxNode? Match(OnnxNode root, PatternGraph graph)
    {
        if (graph.Maker(root.Inputs[0], "Concat") is not { } states || states.Attributes.Whole("axis", 1) != 0 || root.Attributes.Whole("axis", 0) != 0) return null;
        // Such a state is [directions, batch, features], and more than one direction is refused, so that each part is one step along the axis.
        if (!states.Inputs.All(i => graph.Giver(i) is { Output: > 0 } giver && _recurrent.Contains(giver.Node.Type) && giver.Node.Attributes.Word("direction", "forward") == "forward"
            && giver.Node.Attributes.Whole("layout", 0) == 0)) return null;
        if (graph.Constant(root.Inputs[1]) is not Tensor<long> { Length: 1 } place || place.Shape.Count > 0) return null;
        var index = place.Values[0] < 0 ? place.Values[0] + states.Inputs.Length : place.Values[0];
        if (index < 0 || index >= states.Inputs.Length) return null;
        return PatternGraph.Replace(root, "Squeeze", [states.Inputs[(int)index]], PatternGraph.Ints("axes", 0)) with { Opset = 11 };
    }
}
