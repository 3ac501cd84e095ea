using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>A leaky relu whose slope is a constant, where it is one number.</summary>
internal sealed class PRelu : SingleOperator
{
    public override string Type => "PRelu";

    public override int LeastInputs => 2;

    protected override ImportValue Apply(NodeCall call)
    {
        var (signal, slope) = (call.Signal(0), call.Real(1, "slope"));
        var slopes = slope.ToDoubles().Distinct().ToList();
        if (slopes.Count != 1) throw new Refusal("it has a slope for each channel, and a leaky_relu has one");
        return LeakyRelu.Of(call, signal, Numerals.Shortest(slopes[0]));
    }
}
