using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Attributes;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;

namespace NetSpec.Spec;

/// <summary>Reads networks from the attributes of a class: the same rules, messages and model as YAML, because both become the same nodes.</summary>
public static class AttributeReader
{
    private static readonly ImmutableDictionary<string, LayerKind> _kinds =
        LayerKinds.All.Where(kind => kind.AttributeName is not null).ToImmutableDictionary(kind => kind.AttributeName!, StringComparer.Ordinal);

    /// <summary>Whether a class of the namespace NetSpec is a layer attribute.</summary>
    public static bool IsLayer(string attributeName) => _kinds.ContainsKey(attributeName);

    /// <summary>Reads and checks one class.</summary>
    /// <param name="network">The class.</param>
    /// <param name="isGenerated">As in <see cref="SpecReader.Read"/>.</param>
    /// <exception cref="ArgumentException">An attribute among the layers is none (see <see cref="IsLayer"/>).</exception>
    public static SpecResult Read(AttributeNetwork network, Func<LayerKind, bool>? isGenerated = null)
    {
        var layers = network.Layers.Select(Layer).ToImmutableArray<SpecNode>();
        var entries = new List<SpecEntry>
        {
            Entry("netspec", network.Span, AttributeNodes.Word("1", network.Span)),
            Entry("name", network.Span, new ScalarNode(network.Name, isQuoted: true, network.Span)),
            Entry("layers", network.Network.Span, new SequenceNode(layers, network.Network.Span)),
        };
        if (network.Namespace is { } space)
            entries.Add(Entry("namespace", network.Span, new ScalarNode(space, isQuoted: true, network.Span)));
        entries.AddRange(network.Network.Positional.Take(1).Select(input => Entry("input", network.Network.Span, AttributeNodes.From(input))));
        entries.AddRange(network.Network.Named.Select(property => Entry(
            SnakeCase.From(property.Name),
            property.NameSpan,
            Header(property.Value))));
        return new NetworkReader(new MappingNode([.. entries], network.Span), new ReadSession(network.Path, isGenerated)).Read();
    }

    private static SpecNode Layer(AttributeArguments attribute) =>
        _kinds.TryGetValue(attribute.AttributeName, out var kind)
            ? new AttributeEntries(attribute).ToMapping(kind)
            : throw new ArgumentException($"{attribute.AttributeName} is no layer attribute.", nameof(attribute));

    private static SpecEntry Entry(string key, SourceSpan span, SpecNode value) => new(AttributeNodes.Word(key, span), value);

    // Flags become the list of words that YAML has.
    private static SpecNode Header(AttributeValue value)
    {
        if (value.Value is not AttributeEnum flags || Enum.GetNames(typeof(Loss)).Contains(flags.Member)) return AttributeNodes.From(value);
        var words = Enum.GetValues(typeof(Backends)).Cast<Backends>().Where(backend => (flags.Value & (long)backend) != 0).Select(backend => SnakeCase.From(backend.ToString()));
        return new SequenceNode(words.Select(SpecNode (word) => AttributeNodes.Word(word, value.Span)).ToImmutableArray(), value.Span);
    }
}
