using System.Collections.Generic;
using System.Linq;
using NetSpec.Spec.Text;

namespace NetSpec.Spec.Reading;

/// <summary>Reads the keys of one mapping: unknown and repeated ones are reported, missing ones take their default.</summary>
internal sealed class MappingReader
{
    private readonly Dictionary<string, SpecEntry> _entries = [];
    private readonly string _owner;
    private readonly SourceSpan _span;

    /// <summary>Takes a mapping's entries.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="owner">For messages: <c>layer 'dense1'</c>.</param>
    /// <param name="span">Where a missing key is shown.</param>
    /// <param name="session">Where errors are reported.</param>
    public MappingReader(IEnumerable<SpecEntry> entries, string owner, SourceSpan span, ReadSession session)
    {
        (_owner, _span, Session) = (owner, span, session);
        foreach (var entry in entries)
        {
            if (_entries.ContainsKey(entry.Key))
                Fail(SpecDiagnostics.RepeatedKey, $"The key {Quote.Of(entry.Key)} is given twice in {owner}", entry.KeyNode.Span);
            else
                _entries.Add(entry.Key, entry);
        }
    }

    public ReadSession Session { get; }

    /// <summary>True once a key of this mapping was wrong.</summary>
    public bool Failed { get; private set; }

    /// <summary>Reports every key that is not among the valid ones, with the nearest that is.</summary>
    public void CheckKeys(IReadOnlyList<string> valid)
    {
        foreach (var entry in _entries.Values.Where(entry => !valid.Contains(entry.Key)))
        {
            if (Session.IsFull) return;
            Fail(
                SpecDiagnostics.UnknownKey,
                $"Unknown key {Quote.Of(entry.Key)} in {_owner}; {Nearest.Suggest(entry.Key, valid)}",
                entry.KeyNode.Span);
        }
    }

    public SpecEntry? Find(string key) => _entries.TryGetValue(key, out var entry) ? entry : null;

    /// <summary>The value of a key, or its default.</summary>
    public T Get<T>(LayerOption<T> option) =>
        Find(option.Key) is { } entry ? Read(option, entry) : option.Default;

    /// <summary>The value of a key that must be there.</summary>
    public T Require<T>(LayerOption<T> option)
    {
        if (Find(option.Key) is { } entry) return Read(option, entry);
        Fail(SpecDiagnostics.MissingKey, $"The key '{option.Key}' is missing in {_owner}; it takes {option.Form.Expected}", _span);
        return option.Default;
    }

    /// <summary>Takes over the failure of an inner mapping.</summary>
    public void MarkFailed() => Failed = true;

    public void Fail(SpecDescriptor descriptor, string message, SourceSpan span)
    {
        Failed = true;
        Session.Report(descriptor, message, span);
    }

    private T Read<T>(LayerOption<T> option, SpecEntry entry)
    {
        if (option.Form.TryRead(entry.Value, new ReadPlace($"'{option.Key}' of {_owner}", entry.KeyNode.Span, Session), out var value)) return value;
        Failed = true;
        return option.Default;
    }
}
