using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetSpec.Spec;
using NetSpec.Spec.Attributes;

namespace NetSpec.Generator;

/// <summary>Classes with [Network] and layer attributes.</summary>
internal static class AttributeSource
{
    public const string Network = "NetSpec.NetworkAttribute";

    public static IncrementalValuesProvider<SourceNetwork> Provider(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(Network, static (node, _) => node is TypeDeclarationSyntax, static (c, cancel) => Read(c, cancel));

    private static SourceNetwork Read(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var path = declaration.SyntaxTree.FilePath;
        var place = declaration.Identifier.GetLocation().ToSpan();
        if (ClassRules.Check(type, declaration, path, place) is { } wrong) return new SourceNetwork(path, place, null, new([wrong]));

        var layers = type.GetAttributes().Where(a => IsLayer(a)).ToList();
        var elsewhere = layers.FirstOrDefault(a => a.ApplicationSyntaxReference?.SyntaxTree != declaration.SyntaxTree
            || !declaration.Span.Contains(a.ApplicationSyntaxReference.Span));
        if (elsewhere?.ApplicationSyntaxReference is { } reference)
        {
            var at = Location.Create(reference.SyntaxTree, reference.Span);
            return new SourceNetwork(path, place, null, new([new SpecDiagnostic(
                SpecDiagnostics.TwoDeclarations.Id,
                $"The layers of '{type.Name}' stand on two declarations; put all of them beside [Network], since their order is the network's.",
                reference.SyntaxTree.FilePath, at.ToSpan())]));
        }

        var space = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString();
        var network = type.GetAttributes().First(a => a.AttributeClass?.ToDisplayString() == Network);
        var result = AttributeReader.Read(new AttributeNetwork(
            type.Name, space, place, path, AttributeValues.Read(network, cancel),
            layers.OrderBy(a => a.ApplicationSyntaxReference!.Span.Start).Select(a => AttributeValues.Read(a, cancel)).ToImmutableArray()), LayerLowerings.Supports);
        return SourceNetwork.From(result, path) with { Place = place, Accessibility = ClassRules.Accessibility(type), IsNamespaceFixed = true };
    }

    public static bool IsLayer(AttributeData attribute) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "NetSpec", ContainingNamespace.IsGlobalNamespace: true } } type && AttributeReader.IsLayer(type.Name);
}
