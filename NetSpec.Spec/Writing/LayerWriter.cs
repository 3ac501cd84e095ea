using System.Collections.Immutable;
using NetSpec.Spec.Reading;

namespace NetSpec.Spec.Writing;

/// <summary>Collects the keys of one layer, defaults left out.</summary>
internal sealed class LayerWriter
{
    private readonly ImmutableArray<(string, YamlText)>.Builder _entries = ImmutableArray.CreateBuilder<(string, YamlText)>();

    /// <summary>Adds a key whatever its value.</summary>
    public void Always<T>(LayerOption<T> option, T value) => _entries.Add((option.Key, option.Form.Write(value)));

    /// <summary>Adds a key unless its value is the default.</summary>
    public void Put<T>(LayerOption<T> option, T value)
    {
        if (!option.IsDefault(value)) Always(option, value);
    }

    /// <summary>Adds a key with a value of its own making.</summary>
    public void Put(string key, YamlText value) => _entries.Add((key, value));

    /// <summary>Adds the keyword of a kind without an argument.</summary>
    public void Bare(string keyword) => Put(keyword, new YamlScalar(""));

    public YamlMap ToMap() => new(_entries.ToImmutable());

    /// <summary>A whole layer: its kind's keys, then its activation and its name.</summary>
    public static YamlMap Layer(Layer layer)
    {
        var writer = new LayerWriter();
        layer.Kind.Write(layer, writer);
        if (layer.Kind.TakesActivation) writer.Put(LayerKind.ActivationOption, layer.Activation);
        if (layer.IsNamed) writer.Always(LayerKind.NameOption, layer.Name);
        return writer.ToMap();
    }
}
