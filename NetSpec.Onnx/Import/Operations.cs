using NetSpec.Onnx.Operators;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Import;

/// <summary>Finds a node's operator and refuses what it does not understand.</summary>
internal static class Operations
{
    /// <summary>The domain of the operators that patterns are replaced by; no file can name it.</summary>
    public const string PatternDomain = " pattern";

    public static Operator Of(OnnxNode node)
    {
        if (node.Domain.Length > 0 && node.Domain != PatternDomain)
            throw new Refusal($"operators of the domain '{node.Domain}' are not known, unless the model holds them as functions");
        var found = OperatorTable.Find(node.Domain.Length == 0 ? node.Type : PatternDomain + node.Type)
            ?? throw new Refusal($"the language has no layer for the operator {node.Type}");
        if (node.Domain.Length == 0 && node.Opset < found.Since)
            throw new Refusal($"the model uses version {node.Opset} of ONNX's operators, and {node.Type} is read from version {found.Since} on");
        if (node.Attributes.Names.FirstOrDefault(name => !found.Attributes.Contains(name)) is { } unknown)
            throw new Refusal($"its attribute '{unknown}' is not known");
        if (node.Inputs.Length < found.LeastInputs || node.Inputs.Take(found.LeastInputs).Any(i => i.Length == 0))
            throw new Refusal($"it has {node.Inputs.Count(i => i.Length > 0)} inputs and needs {found.LeastInputs}");
        return found;
    }
}
