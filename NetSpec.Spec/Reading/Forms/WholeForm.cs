using System.Globalization;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>A whole number with a least value and the language's greatest.</summary>
internal sealed class WholeForm(int least) : Form<int>
{
    /// <summary>2^20: the most units of a layer.</summary>
    public const int Greatest = 1 << 20;

    /// <summary>Units, windows, steps: from 1 up.</summary>
    public static WholeForm Size { get; } = new(1);

    /// <summary>Paddings: from 0 up.</summary>
    public static WholeForm Padding { get; } = new(0);

    public override string Expected => $"a whole number from {least} to {Greatest}";

    public override bool TryRead(SpecNode node, ReadPlace place, out int value)
    {
        value = least;
        if (node is not ScalarNode { IsQuoted: false } scalar || !CoreSchema.TryInteger(scalar.Text, out var number))
            return place.FailType(node, Expected);
        if (number < least)
            return place.Fail(SpecDiagnostics.TooSmall, node, $"{place.Label} must be at least {least}, not {scalar.Found}");
        if (number > Greatest)
            return place.Fail(SpecDiagnostics.TooBig, node, $"{place.Label} is at most {Greatest}, not {scalar.Found}");
        value = (int)number;
        return true;
    }

    public override YamlText Write(int value) => new YamlScalar(value.ToString(CultureInfo.InvariantCulture));
}
