using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Layer attributes of classes without [Network], of which no network would be made.</summary>
internal static class LayersAlone
{
    // Names are compared as text first, so that the compiler's types are asked for hardly any class. An attribute under an alias is not seen.
    public static IncrementalValuesProvider<SpecDiagnostic> Provider(IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
        .CreateSyntaxProvider(
            static (node, _) => node is TypeDeclarationSyntax { AttributeLists.Count: > 0 } type && Names(type).Any(AttributeReader.IsLayer) && !Names(type).Contains("NetworkAttribute"),
            static (c, cancel) => Find(c, cancel))
        .Where(static found => found is not null).Select(static (found, _) => found!);

    private static SpecDiagnostic? Find(GeneratorSyntaxContext context, CancellationToken cancel)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancel) is not INamedTypeSymbol type) return null;
        var attributes = type.GetAttributes();
        if (attributes.Any(a => a.AttributeClass?.ToDisplayString() == AttributeSource.Network)) return null;
        var layer = attributes.Where(AttributeSource.IsLayer).Select(a => a.ApplicationSyntaxReference)
            .FirstOrDefault(r => r?.SyntaxTree == context.Node.SyntaxTree && context.Node.Span.Contains(r.Span));
        return layer is null ? null : new SpecDiagnostic(
            SpecDiagnostics.LayersAlone.Id,
            $"'{type.Name}' has layers and no [Network], which says what the first of them reads; without it they make no network.",
            layer.SyntaxTree.FilePath, Location.Create(layer.SyntaxTree, layer.Span).ToSpan());
    }

    private static IEnumerable<string> Names(TypeDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => FullName(attribute.Name));

    private static string FullName(NameSyntax name)
    {
        var last = name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return last.EndsWith("Attribute", StringComparison.Ordinal) ? last : last + "Attribute";
    }
}
