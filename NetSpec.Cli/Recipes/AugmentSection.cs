using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;

namespace NetSpec.Cli.Recipes;

/// <summary>Reads <c>augment: flip</c>, <c>augment: [flip, { shift: 2 }]</c> or <c>augment: { shift: 2, flip: }</c>.</summary>
internal static class AugmentSection
{
    public static IReadOnlyList<AugmentOptions>? Read(Section section)
    {
        if (section.Find("augment") is not { } entry) return null;
        var nodes = entry.Value is SequenceNode list ? list.Items : [entry.Value];
        return [.. nodes.SelectMany(node => Changes(section, node)).OfType<AugmentOptions>()];
    }

    private static IEnumerable<AugmentOptions?> Changes(Section section, SpecNode node)
    {
        switch (node)
        {
            case ScalarNode { IsEmpty: true }:
                return [];
            case ScalarNode word:
                return [Checked(section, word, new(word.Text))];
            case MappingNode mapping:
                return mapping.Entries.Select(e => Sized(section, e));
            default:
                section.Fail(node, $"'augment' takes names of changes, each alone or with its size, not {node.Found}");
                return [];
        }
    }

    private static AugmentOptions? Sized(Section section, SpecEntry entry)
    {
        if (entry.Value is ScalarNode { IsEmpty: true }) return Checked(section, entry.KeyNode, new(entry.Key));
        return section.Value(entry, WholeForm.Size) is { } size ? Checked(section, entry.KeyNode, new(entry.Key, size)) : null;
    }

    private static AugmentOptions? Checked(Section section, SpecNode node, AugmentOptions options)
    {
        try
        {
            options.Check();
            return options;
        }
        catch (InputException exception)
        {
            section.Fail(node, exception.Message.TrimEnd('.'));
            return null;
        }
    }
}
