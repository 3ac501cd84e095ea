using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>A convolution over an image, over a sequence, or of size 1 over features.</summary>
internal sealed class Conv : SingleOperator
{
    public override string Type => "Conv";

    public override int LeastInputs => 2;

    public override ImmutableArray<string> Attributes => ["auto_pad", "dilations", "group", "kernel_shape", "pads", "strides"];

    protected override ImportValue Apply(NodeCall call)
    {
        var (input, weight) = (call.Signal(0), call.Real(1, "weight"));
        var form = SpatialForm.Of(input.Layout);
        var kernel = weight.Shape.Skip(2).ToList();
        if (call.Attributes.Wholes("kernel_shape") is { } stated && !stated.SequenceEqual(kernel))
            throw new Refusal($"its kernel_shape is [{string.Join(", ", stated)}], its weight [{string.Join(", ", weight.Shape)}]");
        var groups = call.Attributes.Whole("group", 1);
        if (weight.Shape.Count != form.Sizes.Length + 2 || groups < 1 || weight.Shape[1] * groups != form.Channels || weight.Shape[0] % groups != 0)
            throw new Refusal($"its weight of [{string.Join(", ", weight.Shape)}] in {groups} groups does not go with {form.Channels} channels");
        var pad = input.Step as PadStep;
        var windows = WindowAxis.Of(call, form.Sizes, kernel, pad?.Sides);
        if (pad is not null) input = input with { Step = pad.Input.From, IsSole = false };
        var output = Convolutions.Make(call, input, form, windows, weight, (int)groups, call.HintOf(1));
        if (call.Optional(2, "bias") is not { } bias) return output;
        if (bias.Shape.Count != 1 || bias.Length != weight.Shape[0]) throw new Refusal($"its bias has the shape [{string.Join(", ", bias.Shape)}]");
        return Affines.Add(call, output, Rearrange.Reshape(bias, [bias.Length, .. form.Sizes.Select(_ => 1L)]));
    }
}
