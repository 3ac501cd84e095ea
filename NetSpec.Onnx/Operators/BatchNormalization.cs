using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>Batch normalisation at inference, over features or channels.</summary>
internal sealed class BatchNormalization : SingleOperator
{
    private static readonly string[] _names = ["weight", "bias", "running_mean", "running_var"];

    public override string Type => "BatchNormalization";

    public override int LeastInputs => 5;

    public override ImmutableArray<string> Attributes => ["epsilon", "momentum", "spatial", "is_test", "training_mode"];

    protected override ImportValue Apply(NodeCall call)
    {
        var (signal, attributes) = (call.Signal(0), call.Attributes);
        var layout = signal.Layout;
        if (layout.Rank < 2) throw new Refusal("it reads a value without channels");
        if (attributes.Whole("training_mode", 0) != 0) throw new Refusal("it is in training mode, where the answer depends on the batch");
        if (call.Opset < 7 && attributes.Whole("is_test", 0) == 0) throw new Refusal("it is in training mode (is_test is 0), where the answer depends on the batch");
        // Versions 7 to 13 say it by the number of outputs.
        if (call.Opset < 14 && call.Outputs > 1) throw new Refusal($"it is in training mode (it has {call.Outputs} outputs), where the answer depends on the batch");
        var channels = layout.Sizes[1];
        var tensors = _names.Select((name, i) => call.Real(i + 1, name)).ToList();
        if (tensors.FirstOrDefault(t => t.Shape.Count != 1 || t.Length != channels) is { } wrong)
            throw new Refusal($"it has [{string.Join(", ", wrong.Shape)}] numbers for {channels} channels");
        if (attributes.Whole("spatial", 1) == 0 && layout.Rank > 2) throw new Refusal("it has statistics for each position (spatial is 0)");
        var units = Units.Along(signal, layout.Axes[1], call.Origin, "it", takesImage: true);
        if (units.Layout.Groups.Length == 2) throw new Refusal("it runs over the features of a sequence, and the language has it over features or channels");
        long[] shape = [channels, .. Enumerable.Repeat(1L, layout.Rank - 2)];
        var order = Spread.Indices(units.Layout, shape, Units.AtomsOf(units.Layout));
        var weights = tensors.Select((t, i) => new Weight(_names[i], () => Rearrange.Pick(t, order, order.Length))).ToImmutableArray();
        // ONNX states the share of the old statistics, PyTorch and the language that of the new batch.
        var layer = new BatchNorm(attributes.Number("epsilon", 1e-5), Numerals.Shortest(1 - attributes.Number("momentum", 0.9)));
        return call.Layer(units, layer, units.Layout, weights, call.HintOf(1));
    }
}
