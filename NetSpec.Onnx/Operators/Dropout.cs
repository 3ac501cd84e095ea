using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>The identity at inference; its rate is kept for training.</summary>
internal sealed class Dropout : SingleOperator
{
    public override string Type => "Dropout";

    public override ImmutableArray<string> Attributes => ["ratio", "seed", "is_test"];

    protected override ImportValue Apply(NodeCall call)
    {
        var signal = call.Signal(0);
        var rate = call.Number("ratio", 1) ?? 0.5;
        if (call.Opset < 7 && call.Attributes.Whole("is_test", 0) == 0) throw new Refusal("it is in training mode (is_test is 0), where the answer is random");
        if (rate == 0) return signal;
        if (call.Optional(2, "training_mode") is { } mode && mode.ToDoubles().Any(v => v != 0)) throw new Refusal("it is in training mode, where the answer is random");
        if (rate is < 0 or >= 1) throw new Refusal($"its ratio is {Numerals.Text(rate)}, and a dropout's lies from 0 up to, but not including, 1");
        return call.Layer(signal, new Spec.Dropout(rate), signal.Layout);
    }
}
