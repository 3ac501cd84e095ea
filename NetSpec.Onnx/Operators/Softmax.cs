using System.Collections.Immutable;
using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>Softmax or its logarithm over features or channels.</summary>
internal sealed class Softmax(string type, Activation activation) : SingleOperator
{
    public override string Type => type;

    public override ImmutableArray<string> Attributes => ["axis"];

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        var layout = signal.Layout;
        var axis = layout.AxisOf(call.Attributes.Whole("axis", call.Opset < 13 ? 1 : -1));
        // Before version 13 the axes from there on are taken as one.
        var atoms = call.Opset < 13 ? layout.Axes.Skip(axis).SelectMany(a => a) : layout.Axes[axis];
        var units = Units.Along(signal, atoms, call.Origin, "it");
        if (units.Layout.Groups.Length == 2) units = OverOneStep(units, call);
        return Activations.Apply(call, units, activation);
    }

    private static Signal OverOneStep(Signal signal, NodeCall call) => signal.Layout.Shape[0] == 1
        ? Units.Flatten(signal, call.Origin)
        : throw new Refusal("it runs over the features of each step of a sequence, and the language has it over features or channels only");
}
