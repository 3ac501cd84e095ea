using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>Layer normalisation over the last axes.</summary>
internal sealed class LayerNormalization : SingleOperator
{
    public override string Type => "LayerNormalization";

    public override ImmutableArray<string> Attributes => ["axis", "epsilon", "stash_type"];

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        var axis = signal.Layout.AxisOf(call.Attributes.Whole("axis", -1));
        return Make(call, signal, axis, call.Attributes.Number("epsilon", 1e-5), call.Optional(1, "scale"), call.Optional(2, "bias"), call.Has(1) ? call.HintOf(1) : null);
    }

    /// <summary>Normalises from an axis on.</summary>
    public static Signal Make(NodeCall call, Signal signal, int axis, double epsilon, Tensor? scale, Tensor? bias, string? hint)
    {
        var units = Units.Along(signal, signal.Layout.Axes.Skip(axis).SelectMany(a => a), call.Origin, "it");
        if (units.Layout.Groups.Length == 3) throw new Refusal("it runs over the channels of each pixel, and the language has it over features");
        var weights = ImmutableArray.Create(
            new Weight("weight", Vector(units.Layout, scale, 1, axis)),
            new Weight("bias", Vector(units.Layout, bias, 0, axis)));
        return call.Layer(units, new LayerNorm(epsilon), units.Layout, weights, hint);
    }

    private static Func<Tensor> Vector(Layout layout, Tensor? tensor, float byDefault, int axis)
    {
        var atoms = Units.AtomsOf(layout);
        var units = layout.Shape[Units.GroupOf(layout)];
        if (tensor is null) return () => Tensor.Create(Enumerable.Repeat(byDefault, units).ToArray(), units);
        if (tensor.Shape.Count > layout.Rank - axis)
            throw new Refusal($"its scale or bias has the shape [{string.Join(", ", tensor.Shape)}], and it runs over {layout.Rank - axis} axes");
        Spread.Varying(layout, tensor.Shape);
        var order = Spread.Indices(layout, tensor.Shape, atoms);
        return () => Rearrange.Pick(tensor, order, order.Length);
    }
}
