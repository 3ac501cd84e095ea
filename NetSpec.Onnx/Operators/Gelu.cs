using System.Collections.Immutable;
using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>x * Phi(x), exact or by tanh.</summary>
internal sealed class Gelu : SingleOperator
{
    public override string Type => "Gelu";

    public override ImmutableArray<string> Attributes => ["approximate"];

    protected override ImportValue Apply(NodeCall call)
    {
        var approximate = call.Attributes.Word("approximate", "none");
        if (approximate != "none") throw new Refusal($"it approximates by {approximate}, and the language's gelu is exact");
        return Activations.Apply(call, call.Signal(0), Activation.Gelu);
    }
}
