using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>A class that names a spec file: that spec is generated for this class alone, under its name.</summary>
internal sealed record SpecReference(string File, SpecDiagnostic? Wrong, string Name, string? Namespace, string Path, SourceSpan Place, string Accessibility);

/// <summary>Classes with [NetworkSpec("mini.net.yaml")].</summary>
internal static class SpecReferenceSource
{
    public static IncrementalValuesProvider<SpecReference> Provider(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider.ForAttributeWithMetadataName("NetSpec.NetworkSpecAttribute", static (node, _) => node is TypeDeclarationSyntax, static (c, cancel) => Read(c, cancel));

    private static SpecReference Read(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var path = declaration.SyntaxTree.FilePath;
        var place = declaration.Identifier.GetLocation().ToSpan();
        var relative = context.Attributes[0].ConstructorArguments.Select(a => a.Value as string).FirstOrDefault() ?? "";
        var space = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString();
        var wrong = ClassRules.Check(type, declaration, path, place) ?? ClassRules.CheckNames(type.Name, space, path, place);
        return new SpecReference(Resolve(path, relative), wrong, type.Name, space, path, place, ClassRules.Accessibility(type));
    }

    /// <summary>A spec's network as it is, or once for each class that names the file.</summary>
    public static IEnumerable<SourceNetwork> Rename(SourceNetwork network, EquatableArray<SpecReference> references)
    {
        var file = Normalise(network.Path);
        var classes = references.Where(r => r.File == file).ToList();
        if (classes.Count == 0) return [network];
        return classes.Where(c => c.Wrong is null).Select((c, i) => network with
        {
            // A spec's errors are reported once, whatever the number of classes.
            Diagnostics = i == 0 ? network.Diagnostics : default,
            Network = network.Network is { } n ? n with { Spec = n.Spec with { Name = c.Name, Namespace = c.Namespace } } : null,
            Accessibility = c.Accessibility,
            IsNamespaceFixed = true,
        });
    }

    /// <summary>Classes that are no classes to add to, or name no spec of the project.</summary>
    public static IEnumerable<SpecDiagnostic> Missing(EquatableArray<SpecReference> references, EquatableArray<string> paths)
    {
        var known = new HashSet<string>(paths.Select(Normalise));
        foreach (var reference in references)
        {
            if (reference.Wrong is { } wrong) yield return wrong;
            else if (!known.Contains(reference.File))
            {
                yield return new SpecDiagnostic(SpecDiagnostics.SpecNotFound.Id,
                    $"The class '{reference.Name}' names the spec '{reference.File}', which is not among the project's *.net.yaml files.",
                    reference.Path, reference.Place);
            }
        }
    }

    private static string Resolve(string path, string relative)
    {
        var separator = path.LastIndexOfAny(['/', '\\']);
        return Normalise(relative.StartsWith("/", StringComparison.Ordinal) || separator < 0 ? relative : path.Substring(0, separator + 1) + relative);
    }

    // Analyzers may not touch the file system, so paths are compared as text.
    private static string Normalise(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/'))
        {
            if (part == "." || (part.Length == 0 && parts.Count > 0)) continue;
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] != "..") parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }
        return string.Join("/", parts);
    }
}
