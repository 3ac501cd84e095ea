using System.Globalization;
using NetSpec.Spec;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Cli.Recipes;

/// <summary>A seed.</summary>
internal sealed class SeedForm : Form<ulong>
{
    public static SeedForm Instance { get; } = new();

    public override string Expected => "a whole number of 0 or more, below 2^63";

    public override bool TryRead(SpecNode node, ReadPlace place, out ulong value)
    {
        value = 0;
        // The reader of whole numbers gives the greatest one for all beyond it.
        if (node is not ScalarNode { IsQuoted: false } scalar || !CoreSchema.TryInteger(scalar.Text, out var number) || number is < 0 or long.MaxValue)
            return place.FailType(node, Expected);
        value = (ulong)number;
        return true;
    }

    public override YamlText Write(ulong value) => new YamlScalar(value.ToString(CultureInfo.InvariantCulture));
}
