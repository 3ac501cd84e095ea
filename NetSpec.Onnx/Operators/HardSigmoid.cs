using System.Collections.Immutable;
using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>max(0, min(1, alpha * x + beta)): the language's hard_sigmoid has 1/6 and 1/2, others are scaled before.</summary>
internal sealed class HardSigmoid : SingleOperator
{
    private const int Most = 16;

    public override string Type => "HardSigmoid";

    public override ImmutableArray<string> Attributes => ["alpha", "beta"];

    protected override ImportValue Apply(NodeCall call)
    {
        var (alpha, beta) = (call.Attributes.Number("alpha", 0.2), call.Attributes.Number("beta", 0.5));
        if (!(alpha > 0)) throw new Refusal($"its alpha is {Numerals.Text(alpha)}, and a normalize multiplies by numbers above 0 only");
        // The values at which it becomes 0 and 1 are the bounds of a clip.
        Clip.CheckBounds(-beta / alpha, (1 - beta) / alpha);
        if (Math.Max(alpha, Math.Abs(beta)) > Most) throw new Refusal($"its alpha {Numerals.Text(alpha)} and beta {Numerals.Text(beta)} are larger than {Most}, where the layers that say it would lose the value's digits");
        var (scale, shift) = (alpha * 6, (beta - 0.5) * 6);
        // A sixth is no float.
        if (Math.Abs(scale - 1) < 1e-6) scale = 1;
        return Activations.Apply(call, Affines.Apply(call, call.Signal(0), new Affine([scale], [shift])), Activation.HardSigmoid);
    }
}
