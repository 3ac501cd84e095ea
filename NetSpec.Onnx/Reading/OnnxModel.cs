using System.Collections.Immutable;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Reading;

/// <summary>A model file after checking: one graph without functions, every name resolved, nodes in order of computation.</summary>
/// <param name="Nodes">Only those that the outputs need.</param>
/// <param name="Inputs">What a caller gives; initializers that are listed among the inputs are constants instead.</param>
/// <param name="Outputs">What a caller gets.</param>
/// <param name="Constants">Initializers, by name.</param>
/// <param name="Metadata">What the writer says about the model, by key.</param>
internal sealed record OnnxModel(
    ImmutableArray<OnnxNode> Nodes,
    ImmutableArray<OnnxInput> Inputs,
    ImmutableArray<string> Outputs,
    ImmutableDictionary<string, Tensor> Constants,
    ImmutableDictionary<string, string> Metadata);

/// <summary>A call of an operator.</summary>
/// <param name="Label">For messages: the operator with its name, or with what it gives.</param>
/// <param name="Type">The operator.</param>
/// <param name="Domain">Empty: the operators of ONNX itself.</param>
/// <param name="Opset">Version of the domain's operators that the model asks for.</param>
/// <param name="Inputs">Names of values; empty for an optional one that is left out.</param>
/// <param name="Outputs">Names of values; empty where nobody wants one.</param>
/// <param name="Attributes">Its attributes.</param>
internal sealed record OnnxNode(
    string Label,
    string Type,
    string Domain,
    int Opset,
    ImmutableArray<string> Inputs,
    ImmutableArray<string> Outputs,
    NodeAttributes Attributes);

/// <summary>An input of the model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Null: the rank is not stated. A dimension is null where it is free.</param>
internal sealed record OnnxInput(string Name, ImmutableArray<long?>? Dimensions);
