using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>Padding of an image: an amount, <c>[height, width]</c>, <c>valid</c> or <c>same</c>.</summary>
internal sealed class ImagePaddingForm : Form<ImagePadding>
{
    private static readonly WordForm<PaddingMode> _modes = new(PaddingMode.Explicit, PaddingMode.Causal);

    public static ImagePaddingForm Instance { get; } = new();

    public override string Expected => $"{ExtentForm.Padding.Expected}, {_modes.Expected}";

    public override bool TryRead(SpecNode node, ReadPlace place, out ImagePadding value)
    {
        var amount = default(Extent);
        var isRule = node is ScalarNode { IsText: true };
        var mode = PaddingMode.Explicit;
        var read = isRule ? _modes.TryRead(node, place, out mode) : ExtentForm.Padding.TryRead(node, place, out amount);
        value = new ImagePadding(mode, amount);
        return read;
    }

    public override YamlText Write(ImagePadding value) =>
        value.Mode == PaddingMode.Explicit ? ExtentForm.Padding.Write(value.Amount) : _modes.Write(value.Mode);
}

/// <summary>Padding of a sequence: an amount, <c>valid</c>, <c>same</c> or <c>causal</c>.</summary>
internal sealed class SequencePaddingForm : Form<SequencePadding>
{
    private static readonly WordForm<PaddingMode> _modes = new(PaddingMode.Explicit);

    public static SequencePaddingForm Instance { get; } = new();

    public override string Expected => $"{WholeForm.Padding.Expected}, {_modes.Expected}";

    public override bool TryRead(SpecNode node, ReadPlace place, out SequencePadding value)
    {
        var amount = 0;
        var isRule = node is ScalarNode { IsText: true };
        var mode = PaddingMode.Explicit;
        var read = isRule ? _modes.TryRead(node, place, out mode) : WholeForm.Padding.TryRead(node, place, out amount);
        value = new SequencePadding(mode, amount);
        return read;
    }

    public override YamlText Write(SequencePadding value) =>
        value.Mode == PaddingMode.Explicit ? WholeForm.Padding.Write(value.Amount) : _modes.Write(value.Mode);
}
