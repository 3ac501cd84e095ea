using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary><c>true</c> or <c>false</c>; YAML 1.2 has no <c>yes</c>.</summary>
internal sealed class BooleanForm : Form<bool>
{
    public static BooleanForm Instance { get; } = new();

    public override string Expected => "true or false";

    public override bool TryRead(SpecNode node, ReadPlace place, out bool value)
    {
        value = false;
        return (node is ScalarNode { IsQuoted: false } scalar && CoreSchema.TryBoolean(scalar.Text, out value)) || place.FailType(node, Expected);
    }

    public override YamlText Write(bool value) => new YamlScalar(value ? "true" : "false");
}
