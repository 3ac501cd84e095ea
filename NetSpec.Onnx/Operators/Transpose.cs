using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>The axes in another order.</summary>
internal sealed class Transpose : SingleOperator
{
    public override string Type => "Transpose";

    public override int Since => 1;

    public override ImmutableArray<string> Attributes => ["perm"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => Rearrange.Transpose(inputs[0]!, call.Attributes.Wholes("perm"));

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        return signal with { Layout = signal.Layout.Transpose(call.Attributes.Wholes("perm")) };
    }
}
