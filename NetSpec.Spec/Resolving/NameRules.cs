using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using NetSpec.Spec.Text;

namespace NetSpec.Spec.Resolving;

/// <summary>What names are allowed.</summary>
internal static class NameRules
{
    // `<layer>.mean` is a tensor of covariance files; the others are parts of paths.
    private static readonly Regex _reserved =
        new("^(mean|shortcut|branch[0-9]+)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    public delegate void Report(SpecDescriptor descriptor, string message, string path, string? key, Layer? layer);

    public static void Check(NetworkSpec spec, Report report)
    {
        CheckName(
            spec.Name,
            "class name",
            Identifiers.CannotNameClass,
            (descriptor, message) => report(descriptor, message, "", "name", null));
        foreach (var part in spec.Namespace?.Split('.') ?? [])
            CheckName(
                part,
                "part of a namespace",
                Identifiers.IsKeyword,
                (descriptor, message) => report(descriptor, message, "", "namespace", null));
        CheckLayers(spec.Layers, "", report);
    }

    private static void CheckLayers(EquatableArray<Layer> layers, string prefix, Report report)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var layer in layers)
        {
            var path = prefix + layer.Name;
            var key = layer.IsNamed ? "name" : null;
            if (seen.TryGetValue(layer.Name, out var first))
                report(
                    SpecDiagnostics.DuplicateLayer,
                    $"Two layers have the name '{first}'{(first == layer.Name ? "" : $" ('{layer.Name}' differs by case only)")}; each needs its own",
                    path,
                    key,
                    layer);
            else
                seen.Add(layer.Name, layer.Name);
            CheckName(
                layer.Name,
                "layer name",
                Identifiers.IsKeyword,
                (descriptor, message) => report(descriptor, message, path, key, layer));
            if (_reserved.IsMatch(layer.Name))
                report(
                    SpecDiagnostics.ReservedName,
                    $"The layer name '{layer.Name}' is reserved, as are 'mean', 'shortcut' and 'branch1', 'branch2', ...",
                    path,
                    key,
                    layer);
            foreach (var list in layer.Kind.Lists(layer))
                CheckLayers(list.Layers, $"{path}{list.Prefix}.", report);
        }
    }

    private static void CheckName(string name, string what, Func<string, bool> isKeyword, Action<SpecDescriptor, string> report)
    {
        if (!Identifiers.IsIdentifier(name))
            report(
                SpecDiagnostics.NotIdentifier,
                $"The {what} {Quote.Of(name)} is not a C# identifier (a letter or underscore, then letters, digits and underscores; at most 200 characters)");
        else if (isKeyword(name))
            report(SpecDiagnostics.Keyword, $"The {what} '{name}' is a keyword of C#; choose another");
    }
}
