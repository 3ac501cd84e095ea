using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>A name or another text; what it must look like is checked where it is used.</summary>
internal sealed class TextForm(string expected) : Form<string>
{
    /// <summary>A name.</summary>
    public static TextForm Name { get; } = new("a name");

    public override string Expected => expected;

    public override bool TryRead(SpecNode node, ReadPlace place, out string value)
    {
        value = "";
        if (node is not ScalarNode { IsText: true } scalar) return place.FailType(node, expected);
        value = scalar.Text;
        return true;
    }

    public override YamlText Write(string value) => new YamlScalar(YamlQuoting.Write(value));
}
