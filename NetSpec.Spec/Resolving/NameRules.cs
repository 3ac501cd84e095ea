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
        CheckClass(spec.Name, (descriptor, message) => report(descriptor, message, "", "name", null));
        CheckNamespace(spec.Namespace, "part of a namespace", (descriptor, message) => report(descriptor, message, "", "namespace", null));
        CheckLayers(spec.Layers, "", report);
    }

    /// <summary>What a name has to be that becomes a class, for sentences.</summary>
    public const string ClassNameForm = "a C# identifier of at most 200 characters that is neither a keyword nor used by generated code, because it names the class";

    /// <summary>Whether a name can be that of a network's class: what <see cref="CheckClass"/> reports nothing about.</summary>
    public static bool CanNameClass(string name)
    {
        var can = true;
        CheckClass(name, (_, _) => can = false);
        return can;
    }

    /// <summary>Reports what keeps a name from being that of a network's class.</summary>
    public static void CheckClass(string name, Action<SpecDescriptor, string> report)
    {
        CheckName(name, "class name", Identifiers.CannotNameClass, report);
        if (GeneratedNames.Contains(name))
            report(SpecDiagnostics.MemberName, $"The class cannot be named '{name}', because generated code uses that name itself");
    }

    /// <summary>Whether the parts of a namespace, null for the global one, can stand in code.</summary>
    public static void CheckNamespace(string? space, string what, Action<SpecDescriptor, string> report)
    {
        foreach (var part in space?.Split('.') ?? []) CheckName(part, what, Identifiers.IsKeyword, report);
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
