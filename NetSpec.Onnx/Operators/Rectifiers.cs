using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>x, or alpha * x below 0.</summary>
internal sealed class LeakyRelu : SingleOperator
{
    public override string Type => "LeakyRelu";

    public override ImmutableArray<string> Attributes => ["alpha"];

    protected override ImportValue Apply(NodeCall call) => Of(call, call.Signal(0), call.Attributes.Number("alpha", 0.01));

    public static Signal Of(NodeCall call, Signal signal, double slope) =>
        Activations.Apply(call, signal, Activation.LeakyRelu, slope == 0.01 ? null : slope);
}

/// <summary>A leaky relu whose slope is a constant, where it is one number.</summary>
internal sealed class PRelu : SingleOperator
{
    public override string Type => "PRelu";

    public override int LeastInputs => 2;

    protected override ImportValue Apply(NodeCall call)
    {
        var (signal, slope) = (call.Signal(0), call.Constant(1, "slope"));
        var slopes = slope.ToDoubles().Distinct().ToList();
        if (slopes.Count != 1) throw new Refusal("it has a slope for each channel, and a leaky_relu has one");
        return LeakyRelu.Of(call, signal, Numerals.Shortest(slopes[0]));
    }
}

/// <summary>x, or alpha * (exp(x) - 1) below 0.</summary>
internal sealed class Elu : SingleOperator
{
    public override string Type => "Elu";

    public override ImmutableArray<string> Attributes => ["alpha"];

    protected override ImportValue Apply(NodeCall call) => Of(call, call.Signal(0), call.Attributes.Number("alpha", 1));

    public static Signal Of(NodeCall call, Signal signal, double alpha) =>
        Activations.Apply(call, signal, Activation.Elu, alpha == 1 ? null : alpha);
}

/// <summary>max(x, 0) + min(0, alpha * (exp(x / alpha) - 1)): alpha times the elu of x / alpha.</summary>
internal sealed class Celu : SingleOperator
{
    public override string Type => "Celu";

    public override ImmutableArray<string> Attributes => ["alpha"];

    protected override ImportValue Apply(NodeCall call)
    {
        var alpha = call.Attributes.Number("alpha", 1);
        if (alpha <= 0) throw new Refusal($"its alpha is {alpha}");
        return Affines.Apply(call, Elu.Of(call, Affines.Apply(call, call.Signal(0), Affine.Times(1 / alpha)), 1), Affine.Times(alpha));
    }
}

/// <summary>gamma times an elu: with the usual constants a selu.</summary>
internal sealed class Selu : SingleOperator
{
    private const double UsualAlpha = 1.6732632, UsualGamma = 1.050701;

    public override string Type => "Selu";

    public override ImmutableArray<string> Attributes => ["alpha", "gamma"];

    protected override ImportValue Apply(NodeCall call)
    {
        // Files of version 1 and 6 state fewer digits.
        var (alpha, gamma) = (call.Attributes.Number("alpha", UsualAlpha), call.Attributes.Number("gamma", UsualGamma));
        if (Math.Abs(alpha - UsualAlpha) < 2e-6 && Math.Abs(gamma - UsualGamma) < 2e-6) return Activations.Apply(call, call.Signal(0), Activation.Selu);
        return Affines.Apply(call, Elu.Of(call, call.Signal(0), alpha), Affine.Times(gamma));
    }
}
