using System.Collections.Immutable;

namespace NetSpec.Spec.Text;

/// <summary>A piece of a spec's text with its place; both front ends (YAML and attributes) turn their input into these.</summary>
internal abstract class SpecNode(SourceSpan span)
{
    public SourceSpan Span { get; } = span;

    /// <summary>What it is, for messages: <c>text 'many'</c>, <c>a list</c>.</summary>
    public abstract string Found { get; }
}

/// <summary>A single value. A quoted one is text, whatever it looks like.</summary>
internal sealed class ScalarNode(string text, bool isQuoted, SourceSpan span) : SpecNode(span)
{
    public string Text { get; } = text;

    public bool IsQuoted { get; } = isQuoted;

    public bool IsEmpty => !IsQuoted && CoreSchema.IsNull(Text);

    public bool IsText => IsQuoted || CoreSchema.IsText(Text);

    public override string Found =>
        IsEmpty ? "nothing" : IsText ? "text " + Quote.Of(Text) : Text.Length > 40 ? "a number of " + Text.Length + " characters" : Text;
}

/// <summary>A list.</summary>
internal sealed class SequenceNode(ImmutableArray<SpecNode> items, SourceSpan span) : SpecNode(span)
{
    public ImmutableArray<SpecNode> Items { get; } = items;

    public override string Found => "a list";
}

/// <summary>A mapping, in the order of the text; a key may be repeated here, which its reader reports.</summary>
internal sealed class MappingNode(ImmutableArray<SpecEntry> entries, SourceSpan span) : SpecNode(span)
{
    public ImmutableArray<SpecEntry> Entries { get; } = entries;

    public override string Found => "a mapping";
}

/// <summary>One key and its value.</summary>
internal sealed class SpecEntry(ScalarNode key, SpecNode value)
{
    public string Key => KeyNode.Text;

    public ScalarNode KeyNode { get; } = key;

    public SpecNode Value { get; } = value;

    /// <summary>Where an error in the value is shown: an empty value has no place of its own.</summary>
    public SourceSpan ValueSpan => Value is ScalarNode { IsEmpty: true } ? KeyNode.Span : Value.Span;
}
