using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>min(max(x, low), high): relu, relu6, or one of both between a shift and a scale.</summary>
internal sealed class Clip : SingleOperator
{
    // The value is shifted by its lower bound and scaled by its width in single precision: beyond this the shift takes the value's digits.
    private const double MostBound = 16;

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
            if (Math.Abs(low) > MostBound) throw TooWide($"bound {Numerals.Text(low)} is");
            var above = Activations.Apply(call, Affines.Apply(call, signal, Affine.Plus(-low)), Activation.Relu);
            return Affines.Apply(call, above, Affine.Plus(low));
        }
        if (high <= low) throw new Refusal($"its bounds {Numerals.Text(low)} and {Numerals.Text(high)} leave no room");
        CheckBounds(low, high);
        // 6 is the width that relu6 has.
        var scale = 6 / (high - low);
        var inside = Activations.Apply(call, Affines.Apply(call, signal, new Affine([scale], [-low * scale])), Activation.Relu6);
        return Affines.Apply(call, inside, new Affine([1 / scale], [low]));
    }

    /// <summary>Refuses bounds between which a shift and a scale in single precision would lose the value.</summary>
    public static void CheckBounds(double low, double high)
    {
        // Not a number is refused too.
        if (!(Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)), high - low) <= MostBound))
            throw TooWide($"bounds {Numerals.Text(low)} and {Numerals.Text(high)} are");
    }

    private static Refusal TooWide(string bounds) => new($"its {bounds} more than {Numerals.Text(MostBound)} from 0 or from each other, where the layers that clip would lose the value's digits");
}
