using System;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>A number that is finite in single precision and lies in a range.</summary>
internal sealed class NumberForm(string range, Func<double, bool> lies) : Form<double>
{
    /// <summary>Any number.</summary>
    public static NumberForm Any { get; } = new("a number", _ => true);

    /// <summary>A number above 0, also after rounding to single precision.</summary>
    public static NumberForm Positive { get; } = new("a number above 0", value => (float)value > 0);

    /// <summary>From 0 up to, but not including, 1.</summary>
    public static NumberForm Rate { get; } = new("a number from 0 up to, but not including, 1", value => value >= 0 && (float)value < 1);

    /// <summary>From 0 to 1.</summary>
    public static NumberForm Fraction { get; } = new("a number from 0 to 1", value => value is >= 0 and <= 1);

    public override string Expected => range;

    public override bool TryRead(SpecNode node, ReadPlace place, out double value)
    {
        value = 0;
        if (node is not ScalarNode { IsQuoted: false } scalar || !CoreSchema.TryNumber(scalar.Text, out var number))
            return place.FailType(node, range);
        if (double.IsNaN(number) || Math.Abs(number) > float.MaxValue)
            return place.Fail(SpecDiagnostics.NotFinite, node, $"{place.Label} must be finite in single precision, not {scalar.Found}");
        if (!lies(number))
            return place.Fail(SpecDiagnostics.OutOfRange, node, $"{place.Label} takes {range}, not {scalar.Found}");
        value = number;
        return true;
    }

    public override YamlText Write(double value) => new YamlScalar(Numbers.Shortest(value));
}
