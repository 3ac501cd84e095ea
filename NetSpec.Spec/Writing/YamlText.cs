using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Spec.Writing;

/// <summary>A value on its way to text.</summary>
internal abstract class YamlText
{
    /// <summary>The value on one line.</summary>
    public abstract string Flow { get; }

    /// <summary>True where layers are inside, which are written one a line.</summary>
    public virtual bool HoldsLayers => false;
}

/// <summary>A single value, quoted already where it must be; empty for a kind without an argument.</summary>
internal sealed class YamlScalar(string text) : YamlText
{
    public override string Flow => text;
}

/// <summary>A list.</summary>
internal sealed class YamlList(ImmutableArray<YamlText> items) : YamlText
{
    public ImmutableArray<YamlText> Items { get; } = items;

    public override string Flow => "[" + string.Join(", ", Items.Select(item => item.Flow)) + "]";

    public override bool HoldsLayers => Items.Any(item => item.HoldsLayers);
}

/// <summary>A mapping.</summary>
internal sealed class YamlMap(ImmutableArray<(string Key, YamlText Value)> entries) : YamlText
{
    public ImmutableArray<(string Key, YamlText Value)> Entries { get; } = entries;

    public override string Flow =>
        Entries.IsEmpty ? "{ }" : "{ " + string.Join(", ", Entries.Select(entry => $"{entry.Key}: {entry.Value.Flow}")).TrimEnd(' ') + " }";

    public override bool HoldsLayers => Entries.Any(entry => entry.Value.HoldsLayers);
}

/// <summary>A list of layers.</summary>
internal sealed class YamlLayers(ImmutableArray<YamlMap> layers) : YamlText
{
    public ImmutableArray<YamlMap> Layers { get; } = layers;

    public override string Flow => "[" + string.Join(", ", Layers.Select(layer => layer.Flow)) + "]";

    public override bool HoldsLayers => true;
}
