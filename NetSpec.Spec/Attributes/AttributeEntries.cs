using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;

namespace NetSpec.Spec.Attributes;

/// <summary>Turns one layer attribute into the mapping that YAML would have. What a kind does not take itself keeps its name, in snake_case.</summary>
internal sealed class AttributeEntries(AttributeArguments attribute)
{
    private readonly List<SpecEntry> _entries = [];
    private readonly List<AttributeProperty> _rest = [.. attribute.Named];

    /// <summary>Adds the kind's own key with the constructor's argument, or with none.</summary>
    public void AddArgument(string keyword) =>
        Add(keyword, attribute.Positional.IsEmpty ? AttributeNodes.Word("", attribute.Span) : AttributeNodes.From(attribute.Positional[0]));

    /// <summary>Adds the kind's own key with the constructor's argument, an activation.</summary>
    public void AddActivationArgument(string keyword) => Add(keyword, Activation(attribute.Positional[0]));

    /// <summary>Adds a key that stands for the attribute as a whole.</summary>
    public void Add(string key, SpecNode value) => _entries.Add(new SpecEntry(AttributeNodes.Word(key, attribute.Span), value));

    /// <summary>Adds a key in place of a property.</summary>
    public void Add(string key, AttributeProperty property, SpecNode value) =>
        _entries.Add(new SpecEntry(AttributeNodes.Word(key, property.NameSpan), value));

    /// <summary>Takes a property out, so that it does not become a key of its own; null where it is not set.</summary>
    public AttributeProperty? Take(string name)
    {
        var property = _rest.FirstOrDefault(candidate => candidate.Name == name);
        if (property is not null) _rest.Remove(property);
        return property;
    }

    /// <summary>A mapping of properties, each under its key, without those that are not set.</summary>
    public MappingNode Map(params (string Key, AttributeProperty? Property)[] properties) =>
        new(
            properties
                .Where(pair => pair.Property is not null)
                .Select(pair => new SpecEntry(
                    AttributeNodes.Word(pair.Key, pair.Property!.NameSpan),
                    AttributeNodes.From(pair.Property.Value)))
                .ToImmutableArray(),
            attribute.Span);

    public MappingNode ToMapping(LayerKind kind)
    {
        kind.FromAttribute(this);
        AddActivation();
        foreach (var property in _rest)
            Add(SnakeCase.From(property.Name), property, AttributeNodes.From(property.Value));
        return new MappingNode(_entries.ToImmutableArray(), attribute.Span);
    }

    // Its name, or a mapping with its parameter.
    private SpecNode Activation(AttributeValue activation)
    {
        var parameter = Take("ActivationParameter");
        if (parameter is null) return AttributeNodes.From(activation);
        var name = AttributeNodes.From(activation) as ScalarNode ?? AttributeNodes.Word("", activation.Span);
        return new MappingNode([new SpecEntry(name, AttributeNodes.From(parameter.Value))], activation.Span);
    }

    private void AddActivation()
    {
        if (Take("Activation") is { } property)
            Add(LayerKind.ActivationOption.Key, property, Activation(property.Value));
    }
}
