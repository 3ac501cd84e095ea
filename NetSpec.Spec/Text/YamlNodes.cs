using System;
using System.Collections.Immutable;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NetSpec.Spec.Text;

/// <summary>
/// Reads YAML events one at a time into nodes. The events are counted by depth as they come and reading stops at the limit: the
/// scanner looks at most one line ahead then, while a parse of 100,000 open brackets to the end takes more than a minute.
/// </summary>
internal sealed class YamlNodes
{
    /// <summary>Most lists and mappings inside each other.</summary>
    public const int LargestDepth = 64;

    private readonly Parser _parser;
    private int _depth;
    private ParsingEvent? _last;

    private YamlNodes(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The one document of a text; throws <see cref="SpecTextException"/> where it is no single plain YAML document.</summary>
    public static SpecNode Read(string text)
    {
        TextGuard.Check(text);
        // A byte order mark is no part of the text; files and the compiler's texts come without it.
        if (text.Length > 0 && text[0] == '\ufeff') text = text.Substring(1);
        var nodes = new YamlNodes(text);
        try
        {
            return nodes.Document();
        }
        catch (YamlException exception)
        {
            throw InvalidYaml.Of(text, exception, nodes.Reached);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The parser answers a bracket that is not closed before the next line's key, and some rubbish, with exceptions of its own faults.
            throw InvalidYaml.Of(text, null, nodes.Reached);
        }
    }

    /// <summary>Where the last event that was understood ends.</summary>
    private SourceSpan Reached => _last is { } last ? Span(last.End, last.End) : TextGuard.Start;

    internal static SourceSpan Span(Mark start, Mark end) =>
        new(
            (int)start.Line,
            (int)start.Column,
            (int)end.Line,
            (int)end.Column,
            (int)start.Index,
            Math.Max((int)end.Index, (int)start.Index));

    private static SourceSpan Span(ParsingEvent e) => Span(e.Start, e.End);

    private SpecNode Document()
    {
        Next();
        if (Next() is StreamEnd)
            throw new SpecTextException(SpecDiagnostics.Empty, "The file is empty; a spec begins with 'netspec: 1'", TextGuard.Start);
        var root = Node(Next());
        Next();
        var after = Next();
        return after is StreamEnd
            ? root
            : throw new SpecTextException(
                SpecDiagnostics.SeveralDocuments,
                "A second document begins here; a spec file holds one network",
                Span(after));
    }

    private ParsingEvent Next() => _last = _parser.MoveNext() ? _parser.Current! : throw new InvalidOperationException();

    private SpecNode Node(ParsingEvent e)
    {
        if (e is AnchorAlias alias)
            throw new SpecTextException(
                SpecDiagnostics.Alias,
                "The alias '*" + Quote.Line(alias.Value.Value, 40) + "' is not allowed in a spec; write the value out",
                Span(e));
        if (e is not NodeEvent node) throw new InvalidOperationException();
        if (!node.Anchor.IsEmpty)
            throw new SpecTextException(
                SpecDiagnostics.Alias,
                "The anchor '&" + Quote.Line(node.Anchor.Value, 40) + "' is not allowed in a spec; write each value where it is used",
                Span(e));
        if (!node.Tag.IsEmpty)
            throw new SpecTextException(
                SpecDiagnostics.Tag,
                "The tag " + Quote.Of(node.Tag.ToString()) + " is not allowed in a spec; values are plain YAML",
                Span(e));
        return e switch
        {
            Scalar scalar => new ScalarNode(scalar.Value, scalar.Style != ScalarStyle.Plain, Span(e)),
            SequenceStart => Sequence(e),
            MappingStart => Mapping(e),
            _ => throw new InvalidOperationException(),
        };
    }

    private SequenceNode Sequence(ParsingEvent start)
    {
        Enter(start);
        var items = ImmutableArray.CreateBuilder<SpecNode>();
        ParsingEvent e;
        while ((e = Next()) is not SequenceEnd)
            items.Add(Node(e));
        _depth--;
        return new SequenceNode(items.ToImmutable(), Span(start.Start, e.End));
    }

    private MappingNode Mapping(ParsingEvent start)
    {
        Enter(start);
        var entries = ImmutableArray.CreateBuilder<SpecEntry>();
        ParsingEvent e;
        while ((e = Next()) is not MappingEnd)
        {
            var key = Node(e);
            entries.Add(new SpecEntry(
                key as ScalarNode ?? throw new SpecTextException(SpecDiagnostics.InvalidYaml, "A key must be a word, not " + key.Found, key.Span),
                Node(Next())));
        }
        _depth--;
        return new MappingNode(entries.ToImmutable(), Span(start.Start, e.End));
    }

    private void Enter(ParsingEvent start)
    {
        if (++_depth > LargestDepth)
            throw new SpecTextException(SpecDiagnostics.TooDeep, "Lists and mappings are nested more than 64 deep", Span(start));
    }
}
