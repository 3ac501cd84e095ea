using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>One of the words of an enum, in snake_case.</summary>
internal sealed class WordForm<TEnum> : Form<TEnum>
    where TEnum : struct, Enum
{
    private readonly ImmutableDictionary<string, TEnum> _values;

    public WordForm(params TEnum[] except)
    {
        var values = ((TEnum[])Enum.GetValues(typeof(TEnum))).Except(except).ToList();
        Words = values.Select(value => SnakeCase.From(value.ToString())).ToImmutableArray();
        _values = values.ToImmutableDictionary(value => SnakeCase.From(value.ToString()), StringComparer.Ordinal);
    }

    public ImmutableArray<string> Words { get; }

    public override string Expected => Nearest.List(Words);

    public bool TryFind(string word, out TEnum value) => _values.TryGetValue(word, out value);

    public override bool TryRead(SpecNode node, ReadPlace place, out TEnum value)
    {
        value = default;
        if (node is not ScalarNode { IsText: true } scalar) return place.FailType(node, Expected);
        return TryFind(scalar.Text, out value)
            || place.Fail(
                SpecDiagnostics.UnknownWord,
                node,
                $"{place.Label} cannot be {Quote.Of(scalar.Text)}; {Nearest.Suggest(scalar.Text, Words)}");
    }

    public override YamlText Write(TEnum value) => new YamlScalar(SnakeCase.From(value.ToString()));
}
