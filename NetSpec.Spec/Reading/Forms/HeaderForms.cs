using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>A text that may be left out.</summary>
internal sealed class OptionalTextForm : Form<string?>
{
    public static OptionalTextForm Instance { get; } = new();

    public override string Expected => TextForm.Name.Expected;

    public override bool TryRead(SpecNode node, ReadPlace place, out string? value)
    {
        var read = TextForm.Name.TryRead(node, place, out var text);
        value = text;
        return read;
    }

    public override YamlText Write(string? value) => TextForm.Name.Write(value!);
}

/// <summary>The version of the language: 1.</summary>
internal sealed class VersionForm : Form<int>
{
    public static VersionForm Instance { get; } = new();

    public override string Expected => "the language version 1";

    public override bool TryRead(SpecNode node, ReadPlace place, out int value)
    {
        value = 1;
        if (node is not ScalarNode { IsQuoted: false } scalar || !CoreSchema.TryInteger(scalar.Text, out var number))
            return place.FailType(node, Expected);
        return number == 1 || place.Fail(
            SpecDiagnostics.Version,
            node,
            $"Language version {scalar.Found} is not known; this version of NetSpec reads 'netspec: 1'");
    }

    public override YamlText Write(int value) => new YamlScalar("1");
}

/// <summary>A list of backends.</summary>
internal sealed class BackendsForm : Form<Backends>
{
    private static readonly WordForm<Backends> _words = new();

    public static BackendsForm Instance { get; } = new();

    public override string Expected => "a list of " + _words.Expected;

    public override bool TryRead(SpecNode node, ReadPlace place, out Backends value)
    {
        value = default;
        if (node is not SequenceNode list) return place.FailType(node, Expected);
        if (list.Items.IsEmpty) return place.Fail(SpecDiagnostics.WrongCount, node, $"{place.Label} takes {Expected}, not an empty list");
        var isGood = true;
        foreach (var item in list.Items)
        {
            if (!_words.TryRead(item, place, out var backend)) isGood = false;
            else if ((value & backend) != 0) isGood = place.Fail(
                SpecDiagnostics.RepeatedKey,
                item,
                $"{place.Label} names {item.Found} twice");
            value |= backend;
        }
        return isGood;
    }

    public override YamlText Write(Backends value) =>
        new YamlList(_words.Words.Where(word => _words.TryFind(word, out var backend) && value.HasFlag(backend)).Select(YamlText (word) => new YamlScalar(word)).ToImmutableArray());
}
