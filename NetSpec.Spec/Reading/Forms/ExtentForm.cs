using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>One size for both directions, or <c>[height, width]</c>.</summary>
internal sealed class ExtentForm(WholeForm size) : Form<Extent>
{
    /// <summary>Windows and steps.</summary>
    public static ExtentForm Size { get; } = new(WholeForm.Size);

    /// <summary>Paddings.</summary>
    public static ExtentForm Padding { get; } = new(WholeForm.Padding);

    public override string Expected => size.Expected + ", or [height, width]";

    public override bool TryRead(SpecNode node, ReadPlace place, out Extent value)
    {
        value = default;
        if (node is MappingNode) return place.FailType(node, Expected);
        if (node is not SequenceNode list)
        {
            var read = size.TryRead(node, place, out var both);
            value = new Extent(both);
            return read;
        }
        if (list.Items.Length != 2) return place.Fail(
            SpecDiagnostics.WrongCount,
            node,
            $"{place.Label} takes one number or [height, width], not a list of {list.Items.Length}");
        var isGood = size.TryRead(list.Items[0], place, out var height) & size.TryRead(list.Items[1], place, out var width);
        value = new Extent(height, width);
        return isGood;
    }

    public override YamlText Write(Extent value) =>
        value.Height == value.Width ? size.Write(value.Height) : new YamlList([size.Write(value.Height), size.Write(value.Width)]);
}
