using System.Linq;
using System.Text;

namespace NetSpec.Spec.Writing;

/// <summary>Writes layers one a line; what holds layers itself is written as a block.</summary>
internal sealed class BlockWriter
{
    private const int LongestLine = 140;

    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public void Line(string text) => _text.Append(text.TrimEnd(' ')).Append('\n');

    /// <summary>Writes a list of layers at an indentation.</summary>
    public void Layers(YamlLayers layers, int indent)
    {
        foreach (var layer in layers.Layers)
            Item(layer, Spaces(indent) + "- ", indent + 2);
    }

    private static string Spaces(int count) => new(' ', count);

    // The first key stands behind the dash, the others below it.
    private void Item(YamlMap layer, string lead, int indent)
    {
        if (!layer.HoldsLayers)
        {
            Line(lead + (layer.Entries.Length == 1 ? $"{layer.Entries[0].Key}: {layer.Entries[0].Value.Flow}" : layer.Flow));
            return;
        }
        foreach (var (key, value) in layer.Entries)
        {
            Entry(lead, key, value, indent);
            lead = Spaces(indent);
        }
    }

    private void Entry(string lead, string key, YamlText value, int indent)
    {
        switch (value)
        {
            case YamlLayers { Layers.IsEmpty: false } layers:
                Line($"{lead}{key}:");
                Layers(layers, indent + 2);
                break;
            case YamlMap { HoldsLayers: true } map:
                Line($"{lead}{key}:");
                foreach (var (innerKey, inner) in map.Entries)
                    Entry(Spaces(indent + 2), innerKey, inner, indent + 2);
                break;
            case YamlList { HoldsLayers: true } list:
                Line($"{lead}{key}:");
                foreach (var branch in list.Items.Cast<YamlLayers>())
                    Branch(branch, indent + 2);
                break;
            default:
                Line($"{lead}{key}: {value.Flow}");
                break;
        }
    }

    private void Branch(YamlLayers branch, int indent)
    {
        var line = Spaces(indent) + "- " + branch.Flow;
        if (line.Length <= LongestLine && !branch.Layers.Any(layer => layer.HoldsLayers))
        {
            Line(line);
            return;
        }
        var lead = Spaces(indent) + "- - ";
        foreach (var layer in branch.Layers)
        {
            Item(layer, lead, indent + 4);
            lead = Spaces(indent + 2) + "- ";
        }
    }
}
