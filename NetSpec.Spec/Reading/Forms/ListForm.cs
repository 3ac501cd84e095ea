using System;
using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>One value, or a list of so many of them.</summary>
internal sealed class ListForm<T>(Form<T> item, int most, string expected) : Form<EquatableArray<T>>
    where T : IEquatable<T>
{
    public override string Expected => expected;

    public override bool TryRead(SpecNode node, ReadPlace place, out EquatableArray<T> value)
    {
        value = default;
        if (node is MappingNode or ScalarNode { IsEmpty: true } or ScalarNode { IsText: true }) return place.FailType(node, expected);
        var nodes = node is SequenceNode list ? list.Items : ImmutableArray.Create(node);
        if (nodes.Length == 0 || nodes.Length > most)
            return place.Fail(SpecDiagnostics.WrongCount, node, $"{place.Label} takes {expected}, not a list of {nodes.Length}");
        var values = ImmutableArray.CreateBuilder<T>(nodes.Length);
        foreach (var each in nodes)
        {
            if (item.TryRead(each, place, out var one)) values.Add(one);
        }
        value = values.ToImmutable();
        return values.Count == nodes.Length;
    }

    public override YamlText Write(EquatableArray<T> value) =>
        value.Count == 1 ? item.Write(value[0]) : new YamlList(value.Items.Select(item.Write).ToImmutableArray());
}
