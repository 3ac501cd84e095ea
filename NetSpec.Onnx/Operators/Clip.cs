using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>min(max(x, low), high): relu, relu6, or one of both between a shift and a scale.</summary>
internal sealed class Clip : SingleOperator
{
    public override string Type => "Clip";

    public override ImmutableArray<string> Attributes => ["min", "max"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var (low, high) = (call.Number("min", 1) ?? double.NegativeInfinity, call.Number("max", 2) ?? double.PositiveInfinity);
        return Unary.Apply(inputs[0]!, v => Math.Min(Math.Max(v, low), high));
    }

    protected override ImportValue Apply(NodeCall call) => Between(call, call.Signal(0), call.Number("min", 1), call.Number("max", 2));

    /// <summary>Keeps a value between two bounds; null: no bound.</summary>
    public static Signal Between(NodeCall call, Signal signal, double? least, double? greatest)
    {
        // Exporters write the largest float for no bound.
        var (low, high) = (least ?? double.NegativeInfinity, greatest ?? double.PositiveInfinity);
        var (hasLow, hasHigh) = (low > -3e38, high < 3e38);
        if (!hasLow && !hasHigh) return signal;
        if (!hasLow) throw new Refusal($"it keeps a value below {Numerals.Text(high)} without a lower bound, which no activation of the language does");
        if (!hasHigh)
        {
            var above = Activations.Apply(call, Affines.Apply(call, signal, Affine.Plus(-low)), Activation.Relu);
            return Affines.Apply(call, above, Affine.Plus(low));
        }
        if (high <= low) throw new Refusal($"its bounds {Numerals.Text(low)} and {Numerals.Text(high)} leave no room");
        // 6 is the width that relu6 has.
        var scale = 6 / (high - low);
        var inside = Activations.Apply(call, Affines.Apply(call, signal, new Affine([scale], [-low * scale])), Activation.Relu6);
        return Affines.Apply(call, inside, new Affine([1 / scale], [low]));
    }
}
