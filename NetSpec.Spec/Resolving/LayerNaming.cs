using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;

namespace NetSpec.Spec;

/// <summary>The names of layers that have none: the kind, and its number in the list, named ones included.</summary>
public static class LayerNaming
{
    /// <summary>Gives every unnamed layer of one list its name; layers inside layers keep theirs.</summary>
    public static EquatableArray<Layer> Assign(IEnumerable<Layer> layers)
    {
        var counter = new LayerCounter();
        var named = ImmutableArray.CreateBuilder<Layer>();
        foreach (var layer in layers)
        {
            var name = counter.Next(layer.Kind);
            named.Add(layer.IsNamed || layer.Name == name ? layer : layer with { Name = name });
        }
        return named.ToImmutable();
    }
}

/// <summary>Counts the kinds of one list.</summary>
internal sealed class LayerCounter
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The name that the next layer of a kind has when it is given none.</summary>
    public string Next(LayerKind kind)
    {
        _counts.TryGetValue(kind.Keyword, out var count);
        _counts[kind.Keyword] = ++count;
        return kind.Keyword + count.ToString(CultureInfo.InvariantCulture);
    }
}
