using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>An operator that is an activation of the language, with nothing to set.</summary>
internal sealed class Unit(string type, Activation activation, int since = 6) : SingleOperator
{
    public override string Type => type;

    public override int Since => since;

    protected override ImportValue Apply(NodeCall call) => Activations.Apply(call, call.Signal(0), activation);
}
