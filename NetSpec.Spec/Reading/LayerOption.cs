using System.Collections.Generic;

namespace NetSpec.Spec.Reading;

/// <summary>One key of a layer (or of a mapping inside it).</summary>
internal abstract class LayerOption(string key, string description)
{
    public string Key { get; } = key;

    public string Description { get; } = description;
}

/// <summary>A key with the form of its value and its default, which is what a missing key means and what the writer leaves out.</summary>
internal sealed class LayerOption<T>(string key, Form<T> form, T byDefault, string description) : LayerOption(key, description)
{
    public Form<T> Form { get; } = form;

    public T Default { get; } = byDefault;

    public bool IsDefault(T value) => EqualityComparer<T>.Default.Equals(value, Default);
}
