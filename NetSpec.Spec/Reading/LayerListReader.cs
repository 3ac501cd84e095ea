using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Text;

namespace NetSpec.Spec.Reading;

/// <summary>Reads lists of layers; one wrong layer does not keep the others from being read.</summary>
internal static class LayerListReader
{
    private static readonly ImmutableArray<string> _keywords = ImmutableArray.CreateRange(LayerKinds.All, kind => kind.Keyword);

    /// <summary>Reads a list; a layer with an error comes back as null.</summary>
    public static ImmutableArray<Layer?> Read(SequenceNode list, ReadSession session)
    {
        var counter = new LayerCounter();
        return ImmutableArray.CreateRange(list.Items, item => ReadLayer(item, counter, session));
    }

    private static Layer? ReadLayer(SpecNode item, LayerCounter counter, ReadSession session)
    {
        if (session.IsFull) return null;
        if (item is not MappingNode node)
        {
            session.Report(
                SpecDiagnostics.WrongType,
                $"A layer is a mapping such as 'dense: 16', not {item.Found}{KeywordHint(item)}",
                item.Span);
            return null;
        }
        if (FindKind(node, session) is not var (kind, entry)) return null;
        var defaultName = counter.Next(kind);
        var given = node.Entries.FirstOrDefault(e => e.Key == LayerKind.NameOption.Key)?.Value is ScalarNode { IsText: true } scalar ? scalar.Text : null;
        var name = given ?? defaultName;
        session.CheckGenerated(kind, name, entry.KeyNode.Span);
        var mapping = new MappingReader(node.Entries, $"layer {Quote.Of(name)}", entry.KeyNode.Span, session);
        mapping.CheckKeys(Keys(kind));
        mapping.Get(LayerKind.NameOption);
        var activation = kind.TakesActivation ? mapping.Get(LayerKind.ActivationOption) : null;
        var layer = kind.Read(new LayerReader(mapping, entry, name));
        if (mapping.Failed) return null;
        layer = layer with { Name = name, IsNamed = given is not null };
        // Linear is what no activation means: one model for both spellings.
        if (activation is not null && activation.Kind != Activation.Linear) layer = layer with { Activation = activation };
        session.Remember(layer, new LayerSource(node, entry));
        return layer;
    }

    private static ImmutableArray<string> Keys(LayerKind kind)
    {
        var keys = ImmutableArray.Create(kind.Keyword).AddRange(kind.OptionKeys);
        return (kind.TakesActivation ? keys.Add(LayerKind.ActivationOption.Key) : keys).Add(LayerKind.NameOption.Key);
    }

    private static (LayerKind Kind, SpecEntry Entry)? FindKind(MappingNode node, ReadSession session)
    {
        var found = node.Entries.Select(entry => (Kind: LayerKinds.Find(entry.Key), Entry: entry)).Where(pair => pair.Kind is not null).ToList();
        // An activation beside another kind is that kind's option.
        var kinds = found.Where(pair => pair.Kind!.TakesActivation).ToList();
        if (kinds.Count == 0 && MisspelledKind(node) is null) kinds = found;
        if (kinds.Count == 0) return ReportNoKind(node, session);
        var other = kinds.FirstOrDefault(pair => pair.Kind != kinds[0].Kind);
        if (other.Kind is not null)
        {
            session.Report(
                SpecDiagnostics.SeveralKinds,
                $"A layer names one kind, but this one names '{kinds[0].Entry.Key}' and '{other.Entry.Key}'; write two layers",
                other.Entry.KeyNode.Span);
            return null;
        }
        return (kinds[0].Kind!, kinds[0].Entry);
    }

    // In `{ dens: 16, activation: relu }` the activation is no layer: the kind is misspelt.
    private static SpecEntry? MisspelledKind(MappingNode node) =>
        node.Entries.FirstOrDefault(entry => LayerKinds.Find(entry.Key) is null && Nearest.Find(entry.Key, _keywords) is not null && entry.Key != LayerKind.NameOption.Key);

    private static (LayerKind, SpecEntry)? ReportNoKind(MappingNode node, ReadSession session)
    {
        var unknown = MisspelledKind(node) ?? node.Entries.FirstOrDefault(entry => !IsOption(entry.Key));
        if (unknown is null)
            session.Report(
                SpecDiagnostics.NoKind,
                $"This layer names no kind; expected {Nearest.List(_keywords)}",
                node.Entries.FirstOrDefault()?.KeyNode.Span ?? node.Span);
        else
            session.Report(
                SpecDiagnostics.UnknownKind,
                $"Unknown layer kind {Quote.Of(unknown.Key)}; {Nearest.Suggest(unknown.Key, _keywords)}",
                unknown.KeyNode.Span);
        return null;
    }

    private static bool IsOption(string key) =>
        key == LayerKind.NameOption.Key || key == LayerKind.ActivationOption.Key || LayerKinds.All.Any(kind => kind.OptionKeys.Contains(key));

    private static string KeywordHint(SpecNode item) =>
        item is ScalarNode scalar && LayerKinds.Find(scalar.Text) is { } kind ? $"; write '{kind.Keyword}:'" : "";
}
