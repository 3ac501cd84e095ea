using NetSpec.Spec;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;

namespace NetSpec.Cli.Recipes;

/// <summary>A mapping of a recipe: its values with their limits. Keys that nobody asked for are reported at the end.</summary>
internal sealed class Section
{
    private readonly MappingReader _mapping;
    private readonly string _owner;
    private readonly ReadSession _session;
    private readonly List<string> _asked = [];

    /// <summary>Opens a mapping.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="owner">Its name in messages.</param>
    /// <param name="session">Where errors go.</param>
    public Section(MappingNode node, string owner, ReadSession session)
    {
        (Node, _owner, _session) = (node, owner, session);
        _mapping = new MappingReader(node.Entries, owner, node.Span, session);
    }

    /// <summary>The mapping itself.</summary>
    public MappingNode Node { get; }

    /// <summary>The entry of a key.</summary>
    public SpecEntry? Find(string key)
    {
        if (!_asked.Contains(key)) _asked.Add(key);
        return _mapping.Find(key);
    }

    /// <summary>The value of a key; null where it is missing or wrong.</summary>
    public T? Value<T>(string key, Form<T> form)
        where T : struct => Find(key) is { } entry ? Value(entry, form) : null;

    /// <summary>The value of an entry; null where it is wrong.</summary>
    public T? Value<T>(SpecEntry entry, Form<T> form)
        where T : struct => form.TryRead(entry.Value, Place(entry), out var value) ? value : null;

    /// <summary>The text of a key; null where it is missing or wrong.</summary>
    public string? Text(string key, Form<string> form) => Find(key) is { } entry && form.TryRead(entry.Value, Place(entry), out var value) ? value : null;

    /// <summary>A mapping inside this one; null where it is missing or something else.</summary>
    public Section? Inner(string key)
    {
        if (Find(key) is not { } entry) return null;
        if (entry.Value is MappingNode node) return new Section(node, $"'{key}'", _session);
        Place(entry).FailType(entry.Value, "a mapping");
        return null;
    }

    /// <summary>A name, or a mapping of a name to its own keys: <c>adam</c> or <c>adam: { ... }</c>.</summary>
    public (string Name, Section? Keys, SpecNode Node)? Named(string key, IReadOnlyList<string> names)
    {
        if (Find(key) is not { } entry) return null;
        var (name, node, keys) = entry.Value switch
        {
            ScalarNode { IsText: true } word => (word.Text, (SpecNode)word, (SpecNode?)null),
            MappingNode { Entries: [var only] } => (only.Key, only.KeyNode, only.Value),
            _ => (null, entry.Value, null),
        };
        if (name is null)
            Place(entry).FailType(entry.Value, $"one of {string.Join(", ", names)}, alone or with its own keys");
        else if (!names.Contains(name))
            Fail(node, $"Unknown {key} {Quote.Of(name)}; {Nearest.Suggest(name, names)}");
        else if (keys is null or ScalarNode { IsEmpty: true })
            return (name, null, node);
        else if (keys is MappingNode mapping)
            return (name, new Section(mapping, $"'{name}' of '{key}'", _session), node);
        else
            return (name, new Section(new MappingNode([new SpecEntry(new ScalarNode("", true, keys.Span), keys)], keys.Span), $"'{name}' of '{key}'", _session), node);
        return null;
    }

    /// <summary>Reports an error.</summary>
    public void Fail(SpecNode node, string message) => _session.Report("", message, node.Span);

    /// <summary>Reports keys that were not asked for.</summary>
    public void Close() => _mapping.CheckKeys(_asked);

    private ReadPlace Place(SpecEntry entry) => new($"'{entry.Key}' of {_owner}", entry.KeyNode.Span, _session);
}
