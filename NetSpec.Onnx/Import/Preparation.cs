using System.Collections.Immutable;
using NetSpec.Onnx.Operators;
using NetSpec.Onnx.Reading;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Import;

/// <summary>What is done to a model once, whatever its input's axes mean: constants are computed, and drops out what is then not needed.</summary>
internal static class Preparation
{
    /// <summary>The most numbers that a model's nodes may compute beforehand in all.</summary>
    public const long MostNumbers = 1 << 26;

    public static OnnxModel Prepare(OnnxModel model)
    {
        var constants = model.Constants.ToBuilder();
        var nodes = ImmutableArray.CreateBuilder<OnnxNode>();
        var computed = 0L;
        foreach (var node in model.Nodes)
        {
            if (Compute(node, constants) is { } tensor)
            {
                computed += tensor.Length;
                if (computed > MostNumbers) throw new Refusal($"with it the model's computed constants come to more than {MostNumbers} numbers").At(node.Label);
                constants[node.Outputs[0]] = tensor;
            }
            else
                nodes.Add(node);
        }
        return PatternPass.Apply(model with { Nodes = nodes.ToImmutable(), Constants = constants.ToImmutable() });
    }

    // Null where it is not known, or where it is refused: the walk says so if an output needs it.
    private static Tensor? Compute(OnnxNode node, IReadOnlyDictionary<string, Tensor> constants)
    {
        if (node.Outputs.Length != 1 || !node.Inputs.All(i => i.Length == 0 || constants.ContainsKey(i))) return null;
        try
        {
            return Operations.Of(node).Fold(
                new NodeCall(node, [.. node.Inputs.Select(i => i.Length == 0 ? null : new Known(constants[i], Name: i))], _ => { }, _ => 1),
                [.. node.Inputs.Select(i => i.Length == 0 ? null : constants[i])]);
        }
        catch (Exception error) when (error is Refusal or OverflowException)
        {
            return null;
        }
    }
}
