using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetSpec.Spec;
using NetSpec.Spec.Resolving;

namespace NetSpec.Generator;

/// <summary>What a class must be so that a part can be added to it.</summary>
internal static class ClassRules
{
    public static SpecDiagnostic? Check(INamedTypeSymbol type, TypeDeclarationSyntax declaration, string path, SourceSpan place)
    {
        var isClass = declaration is ClassDeclarationSyntax;
        var isPartial = declaration.Modifiers.Any(m => m.IsKind(SyntaxKind.PartialKeyword));
        var isPlain = type is { ContainingType: null, TypeParameters.IsEmpty: true, IsStatic: false, IsAbstract: false, IsFileLocal: false };
        if (isClass && isPartial && isPlain) return null;
        return new SpecDiagnostic(
            SpecDiagnostics.NotPartial.Id,
            $"The {declaration.Keyword.ValueText} '{type.Name}' must be {(isClass ? "" : "a class, ")}partial, at top level, and not generic, static, abstract or file, since a part of it is generated.",
            path, place);
    }

    /// <summary>The rules for a spec's names, where a class gives them.</summary>
    public static SpecDiagnostic? CheckNames(string name, string? space, string path, SourceSpan place)
    {
        SpecDiagnostic? wrong = null;
        NameRules.CheckClass(name, Report);
        NameRules.CheckNamespace(space, "part of a namespace", Report);
        return wrong;

        void Report(SpecDescriptor descriptor, string message) => wrong ??= new SpecDiagnostic(descriptor.Id, message, path, place);
    }

    public static string Accessibility(INamedTypeSymbol type) => type.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public ? "public" : "internal";
}
